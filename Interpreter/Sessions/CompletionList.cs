using StateFlow.Language.Assistance;

namespace StateFlow.Interpreter.Sessions;

/// <summary>What could stand at a place of a text.</summary>
/// <param name="Start">Where the part begins that <paramref name="Items"/> replace.</param>
/// <param name="Items">What to put there, in order.</param>
public sealed record CompletionList(int Start, ImmutableArray<CompletionItem> Items);

/// <summary>Something that could stand at a place.</summary>
/// <param name="Description">What it is; null for the key of an entity, and for a name of which nothing is known yet.</param>
public sealed record CompletionItem(string Text, NameDescription? Description = null);
