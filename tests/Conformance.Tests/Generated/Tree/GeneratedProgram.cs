namespace StateFlow.Conformance.Tests.Generated.Tree;

/// <summary>A program: entities, and a script that calls them.</summary>
internal sealed record GeneratedProgram(ImmutableArray<Entity> Entities, ImmutableArray<Node> Script)
{
    /// <summary>Every expression and statement.</summary>
    public IEnumerable<Node> Nodes => Entities.SelectMany(entity => entity.Members.Select(member => entity.Bodies[member])).Concat(Script).SelectMany(body => body.All);

    public override string ToString() => SourceWriter.Write(this);
}

/// <summary>An entity type, created with a text as key and a number, which stays in the field <see cref="FirstNumber"/>.</summary>
internal sealed record Entity(string Name, ImmutableArray<Field> Fields, ImmutableArray<Member> Members, IReadOnlyDictionary<Member, Node> Bodies)
{
    public const string Key = "name";
    public const string FirstNumber = "first";
}

internal sealed record Field(string Name, ProgramType Type, Node Initial);

internal sealed record Parameter(string Name, ProgramType Type);

/// <summary>The signature of a member.</summary>
/// <param name="Level">Members call others of a lower level only, unless <see cref="Fuel"/> allows more.</param>
internal sealed record Member(
    string Entity, string Name, ImmutableArray<Parameter> Parameters, ProgramType Result, bool IsProperty, bool IsTransactional, int Level)
{
    /// <summary>The parameter that counts down in recursive calls.</summary>
    public const string Fuel = "fuel";

    public bool MayRecurse => Parameters.Any(parameter => parameter.Name == Fuel);
}
