using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Execution;

/// <summary>Something that travels in the dataflow to the operator that owns a key.</summary>
/// <param name="Source">The entity, or the script, whose step sent it.</param>
/// <param name="Target">The entity whose step it starts.</param>
/// <param name="Scope">The transaction it belongs to, if any.</param>
public abstract record Event(EventId Id, EntityReference Source, EntityReference Target, TransactionScope? Scope);

/// <summary>An event that asks for an answer.</summary>
/// <param name="Caller">Who takes the answer.</param>
/// <param name="CalledAt">The call in the source.</param>
public abstract record CallEvent(
    EventId Id, EntityReference Source, EntityReference Target, TransactionScope? Scope, Continuation Caller, SourceSpan CalledAt)
    : Event(Id, Source, Target, Scope);

/// <summary>Creates the target.</summary>
public sealed record CreateEvent(
    EventId Id, EntityReference Source, EntityReference Target, TransactionScope? Scope, Continuation Caller, ImmutableArray<Value> Arguments, SourceSpan CalledAt)
    : CallEvent(Id, Source, Target, Scope, Caller, CalledAt);

/// <summary>Asks whether the target exists.</summary>
public sealed record ExistsEvent(
    EventId Id, EntityReference Source, EntityReference Target, TransactionScope? Scope, Continuation Caller, SourceSpan CalledAt)
    : CallEvent(Id, Source, Target, Scope, Caller, CalledAt);

/// <summary>Calls a method of the target.</summary>
public sealed record InvokeEvent(
    EventId Id, EntityReference Source, EntityReference Target, TransactionScope? Scope, Continuation Caller, string Method, ImmutableArray<Value> Arguments, SourceSpan CalledAt)
    : CallEvent(Id, Source, Target, Scope, Caller, CalledAt);

/// <summary>Brings an answer to a method of the target that waits for it.</summary>
/// <param name="Waiting">The stack whose top takes the answer: a frame, a fork's branch or a started call.</param>
public sealed record ResumeEvent(
    EventId Id, EntityReference Source, EntityReference Target, TransactionScope? Scope, Continuation Waiting, Answer Answer)
    : Event(Id, Source, Target, Scope);

/// <summary>Brings the answer of a transaction's outermost method, before it is known whether the transaction commits.</summary>
public sealed record CompletionEvent(
    EventId Id, EntityReference Source, EntityReference Target, TransactionScope Completed, Continuation Waiting, Answer Answer)
    : Event(Id, Source, Target, Completed);

/// <summary>Brings the script's result to the client.</summary>
public sealed record AnswerEvent(EventId Id, EntityReference Source, EntityReference Target, Answer Answer)
    : Event(Id, Source, Target, Scope: null);

/// <summary>What a call gives.</summary>
public abstract record Answer;

/// <summary>A result.</summary>
public sealed record ResultAnswer(Value Value) : Answer;

/// <summary>A failure.</summary>
public sealed record FailureAnswer(Failure Failure) : Answer;
