namespace StateFlow.Interpreter.Sessions;

/// <summary>What could stand at a place of a text.</summary>
/// <param name="Start">Where the part begins that <paramref name="Items"/> replace.</param>
/// <param name="Items">What to put there, in order.</param>
public sealed record CompletionList(int Start, ImmutableArray<string> Items);
