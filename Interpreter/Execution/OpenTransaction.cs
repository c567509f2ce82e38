using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Execution;

/// <summary>A transaction under way. While it is, only its own events are delivered, so that transactions are serial.</summary>
/// <param name="Call">The call that it runs.</param>
/// <param name="Before">The states to which a rollback returns.</param>
/// <param name="Output">What its steps printed; shown when the outermost transaction commits.</param>
/// <param name="Touched">The entities whose invariants the commit checks, with their places in the order of first steps.</param>
internal sealed record OpenTransaction(
    TransactionScope Scope,
    CallSite Call,
    EntityStore Before,
    EventQueue Queue,
    ImmutableList<string> Output,
    ImmutableDictionary<EntityReference, int> Touched)
{
    public IEnumerable<EntityReference> InOrderOfTouch => Touched.OrderBy(entry => entry.Value).Select(entry => entry.Key);

    public OpenTransaction Touch(EntityReference entity) =>
        Touched.ContainsKey(entity) ? this : this with { Touched = Touched.Add(entity, Touched.Count) };
}
