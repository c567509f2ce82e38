namespace StateFlow.Interpreter.Execution;

/// <summary>All there is to know of a run between two events; immutable, so that a run can return to it.</summary>
/// <param name="Queue">The events outside transactions.</param>
/// <param name="Transactions">Those under way, the innermost first.</param>
/// <param name="Result">The script's result or failure, once it has ended.</param>
/// <param name="Handled">How many events have been handled.</param>
/// <param name="OutlivesFailure">Whether the events that are left are handled though the script has failed.</param>
internal sealed record RunState(
    EntityStore Store,
    EventQueue Queue,
    ImmutableStack<OpenTransaction> Transactions,
    DeliveryOrder Order,
    Answer? Result,
    long Handled,
    bool OutlivesFailure = false)
{
    /// <summary>The queue from which the next event is taken.</summary>
    public EventQueue ActiveQueue => Transactions.IsEmpty ? Queue : Transactions.Peek().Queue;

    /// <summary>Whether nothing is left to do: all events have been handled, or the script has failed and they need not be.</summary>
    public bool IsDone => ActiveQueue.Count == 0 || (Result is FailureAnswer && !OutlivesFailure);

    /// <summary>With one more event in the queue from which the next is taken.</summary>
    public RunState Add(Event @event) => WithActiveQueue(ActiveQueue.Add(@event));

    public RunState WithActiveQueue(EventQueue queue)
    {
        if (Transactions.IsEmpty) return this with { Queue = queue };
        var outer = Transactions.Pop(out var innermost);
        return this with { Transactions = outer.Push(innermost with { Queue = queue }) };
    }
}
