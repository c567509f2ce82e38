using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Traces;

/// <summary>What happened in a run, for tools to show; values stand as they are shown.</summary>
public sealed record Trace(Sequence<TraceStep> Steps)
{
    /// <summary>What stands for who runs the program: the first message comes from there, and the last goes there.</summary>
    public const string ClientName = "client";
}

/// <summary>The handling of one message.</summary>
/// <param name="Time">Its place in the run, from 1.</param>
/// <param name="Entity">Whose step it is, such as <c>User("ann")</c>; <see cref="Program.ScriptName"/> for the script.</param>
/// <param name="Received">What was handled.</param>
/// <param name="Path">The blocks that ran, in order; the last one may have failed.</param>
/// <param name="Changes">What state it changed; more than one entity's only where a transaction is undone.</param>
/// <param name="Output">The texts it printed, be they shown now or when its transaction commits.</param>
/// <param name="Sent">The messages that left, in order.</param>
/// <param name="Transaction">What became of a transaction in it.</param>
public sealed record TraceStep(
    int Time,
    string Entity,
    TraceMessage Received,
    Sequence<BlockVisit> Path,
    Sequence<FieldChange> Changes,
    Sequence<string> Output,
    Sequence<TraceMessage> Sent,
    TransactionMark Transaction)
{
    /// <summary>Whether a transaction commits or is undone in it.</summary>
    public bool EndsTransaction => Transaction is TransactionMark.Commit or TransactionMark.Abort;
}

/// <summary>What travelled from one entity to another.</summary>
/// <param name="Id">The id of the event.</param>
/// <param name="Text">The call, as <c>Deposit(5)</c>, the value that answers it, or what the failure says.</param>
/// <param name="Span">The call in the source; none for an answer.</param>
/// <param name="Answers">The id of the call that it answers; null for a call.</param>
/// <param name="Kept">The variables that travel with a call since its method will still need them.</param>
public sealed record TraceMessage(
    string Id, TraceMessageKind Kind, string From, string To, string Text, SourceSpan Span, string? Answers = null, Sequence<KeptVariable> Kept = default);

/// <summary>A variable that a method which waits has kept.</summary>
public sealed record KeptVariable(string Name, string Value);

/// <summary>What a message is for.</summary>
public enum TraceMessageKind
{
    /// <summary>Calls a method or reads a property.</summary>
    Call,

    /// <summary>Creates an entity.</summary>
    Creation,

    /// <summary>Asks whether an entity exists.</summary>
    Question,

    /// <summary>Brings a result.</summary>
    Answer,

    /// <summary>Brings a failure.</summary>
    Failure,
}

/// <summary>A block that ran.</summary>
/// <param name="Method">The name of its method in the program.</param>
/// <param name="Changes">What state it changed. If the step fails, its last block undoes what the others did.</param>
public sealed record BlockVisit(string Method, int Block, SourceSpan Span, Sequence<FieldChange> Changes);

/// <summary>A field that has another value than before.</summary>
/// <param name="Before">Null if the entity was not there, or the script's value not yet set.</param>
/// <param name="After">Null if the entity is gone.</param>
public sealed record FieldChange(string Entity, string Field, string? Before, string? After);

/// <summary>What became of a transaction in a step.</summary>
public enum TransactionMark
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The step is the first of a transaction.</summary>
    Begin,

    /// <summary>The transaction's effects took place.</summary>
    Commit,

    /// <summary>The transaction's effects were undone.</summary>
    Abort,
}
