namespace StateFlow.Clients.Source;

/// <summary>A C# type of the client's source.</summary>
/// <param name="Name">The name of the entity, record or union; <see cref="ClientSource.EntitiesName"/> for the entry point.</param>
/// <param name="Text">Its declaration.</param>
/// <param name="Uses">The names of the declarations that it mentions.</param>
public sealed record ClientDeclaration(string Name, string Text, ImmutableSortedSet<string> Uses);
