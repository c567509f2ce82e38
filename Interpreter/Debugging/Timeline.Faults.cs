using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Faults;

namespace StateFlow.Interpreter.Debugging;

/// <content>The faults that strike a run: each is a tick of its own, and so is an event that comes again and is ignored.</content>
internal sealed partial class Timeline
{
    private ImmutableArray<InjectedFault> _plan = [];
    private FaultInjection? _injection;
    private FaultState? _faults;

    /// <summary>The faults of the run, in order, those to come included.</summary>
    public ImmutableArray<InjectedFault> Faults => _plan;

    public DeliveryGuarantee Delivery { get; private set; }

    /// <summary>What the last <see cref="Advance"/> let strike; null if it went on with the program.</summary>
    public StruckEvent? Struck { get; private set; }

    /// <summary>What strikes next; null if the program goes on first.</summary>
    /// <exception cref="RecordingException">The fault comes from a recording that does not fit.</exception>
    public StruckEvent? UpcomingFault => NextFault is { } fault ? new StruckEvent(fault.Kind, FaultInjection.EventOf(fault, _scheduler.State, _faults!)) : null;

    /// <summary>The faults that have not struck yet.</summary>
    public ImmutableArray<InjectedFault> FaultsToCome => _plan[Math.Min(StruckUntilNow, _plan.Length)..];

    /// <summary>Whether the event that comes next is one that its receiver has taken before, and ignores.</summary>
    public bool IgnoresNext => _faults is not null && UpcomingFault is null && Now.Position.IsBetweenEvents && !_scheduler.IsDone
        && _injection!.Arrive(NextIndex, _scheduler.State, _faults).Ignoring is not null;

    private int StruckUntilNow => _plan.Count(fault => fault.Before < Now.Position.Event || (fault.Before == Now.Position.Event && !Now.Position.IsBetweenEvents)) + Now.Position.Faults;

    /// <summary>Lets the faults of another run of the program strike this one, which has not begun.</summary>
    public void Suffer(IEnumerable<InjectedFault> faults, DeliveryGuarantee delivery)
    {
        (_plan, Delivery) = ([.. faults.OrderBy(fault => fault.Before)], delivery);
        _injection = new FaultInjection(_program, delivery, _options.MaxDepth);
        _faults = FaultState.Of(_plan.Length);
        _history.ForgetAfter(-1);
        KeepCheckpoint();
    }

    private Fault? NextFault
    {
        get
        {
            var position = Now.Position;
            if (_plan.IsEmpty || !position.IsBetweenEvents || _scheduler.IsDone) return null;
            var injected = _plan.Where(fault => fault.Before == position.Event).ElementAtOrDefault(position.Faults);
            if (injected is null) return null;
            return FaultInjection.Find(injected, _scheduler.State, _faults)
                ?? throw new RecordingException($"after event {position.Event} it lets a {injected.Kind.ToString().ToLowerInvariant()} strike {injected.Entity}, which cannot be: it does not fit the program");
        }
    }

    private void Strike(Fault fault)
    {
        Struck = UpcomingFault;
        var effect = _injection!.Strike(fault, _scheduler.State, _faults!);
        (_scheduler, _faults) = (SchedulerOf(effect.Run, null), effect.Faults);
        foreach (var text in effect.Output) _output.Print(text);
    }

    /// <summary>Lets the next event arrive: whether its receiver has taken it before and ignores it.</summary>
    private bool Ignores(int index)
    {
        if (_faults is null) return false;
        (var ignoring, _faults) = _injection!.Arrive(index, _scheduler.State, _faults);
        if (ignoring is null) return false;
        _scheduler = SchedulerOf(ignoring, null);
        return true;
    }

    private void ForgetFaultsToCome() => _plan = _plan[..Math.Min(StruckUntilNow, _plan.Length)];
}

/// <summary>A fault and the event that it strikes; of a crash the one that is handled again.</summary>
internal sealed record StruckEvent(FaultKind Kind, Event Event);
