using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Faults;

/// <summary>What faults need to know of a run.</summary>
/// <param name="Left">How many more there may be.</param>
/// <param name="LastSteps">What each entity did last, outside transactions: a crash repeats it. Empty when no fault is left.</param>
/// <param name="Copies">The events of which copies are under way.</param>
/// <param name="Answers">The answers that the script has taken to calls for which it waited at once.</param>
internal sealed record FaultState(
    int Left,
    ImmutableDictionary<EntityReference, RepeatableStep> LastSteps,
    ImmutableDictionary<EventId, CopiesUnderWay> Copies,
    ImmutableHashSet<EventId> Answers)
{
    public static FaultState? Of(int faults) => faults == 0
        ? null
        : new FaultState(faults, ImmutableDictionary<EntityReference, RepeatableStep>.Empty, ImmutableDictionary<EventId, CopiesUnderWay>.Empty, []);

    /// <summary>With a fault less to come.</summary>
    public FaultState Strike() => this with { Left = Left - 1, LastSteps = Left == 1 ? LastSteps.Clear() : LastSteps };

    /// <summary>With a copy of an event under way.</summary>
    public FaultState Copy(Event @event, EventQueue before)
    {
        var copies = Copies.TryGetValue(@event.Id, out var known)
            ? known with { Count = known.Count + 1 }
            : new CopiesUnderWay(1, before.Events.Any(waiting => waiting.Id == @event.Id));
        return this with { Copies = Copies.SetItem(@event.Id, copies) };
    }

    /// <summary>Once an event has arrived, be it handled or not.</summary>
    public FaultState Arrive(Event @event) => !Copies.TryGetValue(@event.Id, out var copies) ? this : this with
    {
        Copies = copies switch
        {
            { IsOriginalUnderWay: true } => Copies.SetItem(@event.Id, copies with { IsOriginalUnderWay = false }),
            { Count: > 1 } => Copies.SetItem(@event.Id, copies with { Count = copies.Count - 1 }),
            _ => Copies.Remove(@event.Id),
        },
    };

    /// <summary>Whether what arrives is a copy of something that has arrived before.</summary>
    public bool IsCopy(Event @event) => Copies.TryGetValue(@event.Id, out var copies) && !copies.IsOriginalUnderWay;

    /// <summary>Once the step of an event is done.</summary>
    /// <param name="snapshot">The state of its target before.</param>
    /// <param name="isRepeatable">Whether a crash can repeat it by itself.</param>
    public FaultState Handle(Event @event, EntityState? snapshot, bool isRepeatable)
    {
        var answers = @event is ResumeEvent { Waiting: FrameContinuation } && @event.Target == Scheduler.Script ? Answers.Add(@event.Id) : Answers;
        var isKept = Left > 0 && isRepeatable && @event.Target != Scheduler.Script;
        var lastSteps = isKept ? LastSteps.SetItem(@event.Target, new RepeatableStep(@event, snapshot)) : LastSteps.Remove(@event.Target);
        return this with { Answers = answers, LastSteps = lastSteps };
    }
}

/// <summary>What is under way of an event that has been sent more than once.</summary>
/// <param name="Count">How many copies.</param>
/// <param name="IsOriginalUnderWay">Whether the original is, too; it comes first.</param>
internal readonly record struct CopiesUnderWay(int Count, bool IsOriginalUnderWay);

/// <summary>An event that was handled, and the snapshot before it.</summary>
internal sealed record RepeatableStep(Event Event, EntityState? Snapshot);
