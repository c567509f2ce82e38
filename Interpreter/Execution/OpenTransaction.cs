using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Execution;

/// <summary>A transaction under way. While it is, only its own events are delivered, so that transactions are serial.</summary>
/// <param name="call">The call that it runs.</param>
/// <param name="before">The states to which a rollback returns.</param>
internal sealed class OpenTransaction(TransactionScope scope, CallSite call, EntityStore before, EventQueue queue)
{
    public TransactionScope Scope { get; } = scope;

    public CallSite Call { get; } = call;

    public EntityStore Before { get; } = before;

    public EventQueue Queue { get; } = queue;

    /// <summary>What its steps printed; shown when the outermost transaction commits.</summary>
    public List<string> Output { get; } = [];

    /// <summary>The entities whose invariants the commit checks.</summary>
    public HashSet<EntityReference> Touched { get; } = [];
}
