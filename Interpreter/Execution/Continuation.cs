using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Execution;

/// <summary>Who takes the answer to a call: the stack of frames that travels in the event.</summary>
/// <param name="Depth">How many frames there are.</param>
public abstract record Continuation(int Depth);

/// <summary>The client that runs the program; the bottom of the stack.</summary>
/// <param name="Depth">How many frames are active on the client's side.</param>
public sealed record ClientContinuation(int Depth = 0) : Continuation(Depth);

/// <summary>A method that waits for the answer, on top of those that wait for it.</summary>
public sealed record FrameContinuation(Frame Frame, Continuation Below) : Continuation(Below.Depth + 1);

/// <summary>One branch of a fork; the method itself waits in the state of its entity until all have answered.</summary>
/// <param name="Join">The fork's id among those pending at <paramref name="Owner"/>.</param>
/// <param name="Branch">The branch's place in source order.</param>
public sealed record JoinContinuation(EntityReference Owner, string Join, int Branch, int Depth) : Continuation(Depth);

/// <summary>A call that the script started and may wait for later.</summary>
public sealed record StartedContinuation(CallHandle Handle) : Continuation(0);

/// <summary>The end of a transaction: the answer goes on once its effects are committed or undone.</summary>
public sealed record TransactionContinuation(TransactionScope Scope, Continuation Below) : Continuation(Below.Depth);

/// <summary>A method that waits.</summary>
/// <param name="Owner">The entity on which it runs.</param>
/// <param name="Method">Its name in the program.</param>
/// <param name="Block">The block whose call is under way.</param>
/// <param name="Values">The values of the variables that the block's terminator lists as frame.</param>
/// <param name="CalledAt">Where the method itself was called.</param>
public sealed record Frame(EntityReference Owner, string Method, int Block, ImmutableArray<Value?> Values, SourceSpan CalledAt);

/// <summary>A transaction, or one nested in another.</summary>
/// <param name="Id">The id of the event that began it.</param>
public sealed record TransactionScope(EventId Id, TransactionScope? Parent);
