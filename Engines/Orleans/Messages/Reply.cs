using StateFlow.Interpreter.Execution;

namespace StateFlow.Orleans.Messages;

/// <summary>What a client is given for its request.</summary>
/// <param name="Output">What was printed on the way to the answer, in order.</param>
internal sealed record Reply(Answer Answer, ImmutableArray<string> Output);
