using StateFlow.Interpreter.Execution;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Debugging;

/// <summary>An event that waits, or is being handled, for people to read.</summary>
/// <param name="Ready">Its number for <see cref="DebugSession.Choose"/>; null if another must be handled before it.</param>
/// <param name="IsNext">Whether it is handled next unless another one is chosen.</param>
/// <param name="From">Who sent it, such as <c>User("ann")</c>; <see cref="Trace.ClientName"/> for who runs the program.</param>
/// <param name="Message">The call, as <c>Deposit(5)</c>, the value that answers one, or what the failure says.</param>
/// <param name="Span">The call in the source; none for an answer.</param>
/// <param name="EndsTransaction">Whether a transaction commits or is undone with it.</param>
public sealed record QueuedEvent(
    Event Event, int? Ready, bool IsNext, TraceMessageKind Kind, string From, string To, string Message, SourceSpan Span, bool EndsTransaction)
{
    /// <summary>What it does, in words.</summary>
    public override string ToString() => Kind switch
    {
        _ when EndsTransaction => $"{From} ends its transaction with {(Kind == TraceMessageKind.Failure ? $"the failure: {Message}" : Message)}",
        TraceMessageKind.Call when From == Trace.ClientName => $"{From} starts the {To}",
        TraceMessageKind.Call => $"{From} calls {To}.{Message}",
        TraceMessageKind.Creation => $"{From} creates {Message}",
        TraceMessageKind.Question => $"{From} asks for {Message}",
        TraceMessageKind.Answer => $"{From} answers {To}: {Message}",
        TraceMessageKind.Failure => $"{From} fails {To}: {Message}",
        _ => Message,
    };
}
