using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Grains;

/// <summary>What an entity is given by others in its silo: handled in turns of its grain, in order, without messages of Orleans.</summary>
/// <param name="scheduler">The grain's: it gives it one turn at a time.</param>
/// <param name="take">Handles a delivery in a turn of the grain.</param>
internal sealed class Mailbox(IWorkItemScheduler scheduler, Action<Delivery> take)
{
    private Delivery? _last;
    private AcknowledgedCall? _acknowledged;

    public void Post(Delivery delivery)
    {
        // Whoever finds it empty asks for a turn, which takes all that is there by then.
        if (Push(ref _last, delivery) is null) scheduler.QueueAction(static mailbox => ((Mailbox)mailbox).Empty(), this);
    }

    /// <summary>The answer to a client's request.</summary>
    public Task<Reply> AskAsync(CallMessage request)
    {
        var delivery = new RequestDelivery(request);
        Post(delivery);
        return delivery.Answer.Task;
    }

    /// <summary>Lets the entity know, with the next delivery, that a call of it will not be repeated.</summary>
    public void Acknowledge(EventId call) => Push(ref _acknowledged, new AcknowledgedCall(call));

    /// <summary>The calls that have been acknowledged since the last time.</summary>
    public AcknowledgedCall? TakeAcknowledged() => _acknowledged is null ? null : Interlocked.Exchange(ref _acknowledged, null);

    private void Empty()
    {
        Delivery? first = null;
        for (var delivery = Interlocked.Exchange(ref _last, null); delivery is not null;)
        {
            var before = delivery.Before;
            delivery.Before = first;
            (first, delivery) = (delivery, before);
        }

        // The links now lead from the first to the last.
        for (; first is not null; first = first.Before) take(first);
    }

    private static T? Push<T>(ref T? last, T item)
        where T : Chained<T>
    {
        for (var before = Volatile.Read(ref last); ;)
        {
            item.Before = before;
            var found = Interlocked.CompareExchange(ref last, item, before);
            if (ReferenceEquals(found, before)) return before;
            before = found;
        }
    }
}
