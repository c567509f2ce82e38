using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Messages;

/// <summary>A message on its way between two grains: within a silo as it is, between silos as bytes.</summary>
/// <param name="Version">The program by which it is to be understood.</param>
/// <param name="Acknowledged">Calls to the target that nobody will repeat, so that it may forget their answers.</param>
[Immutable]
internal sealed record Envelope(ProgramVersion Version, Message Message, ImmutableArray<EventId> Acknowledged);

/// <summary>An answer on its way to a client.</summary>
[Immutable]
internal sealed record ReplyEnvelope(ProgramVersion Version, Reply Reply);
