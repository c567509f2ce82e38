using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Faults;

/// <summary>What faults do to a run, and what the delivery guarantee makes of it.</summary>
internal sealed class FaultInjection(LoadedProgram program, DeliveryGuarantee delivery, int maxDepth)
{
    /// <summary>The faults that can strike now: none within a transaction.</summary>
    public static IEnumerable<Fault> Possible(RunState run, FaultState? faults)
    {
        if (faults is not { Left: > 0 } || run.IsDone || !run.Transactions.IsEmpty) yield break;
        foreach (var channel in run.ActiveQueue.Ready.Select(Channel.Of).Where(channel => channel.Target != Scheduler.Script))
        {
            yield return new Fault(FaultKind.Duplicate, channel);
            if (run.Queue.Events.Count(@event => Channel.Of(@event) == channel) > 1) yield return new Fault(FaultKind.Delay, channel);
        }

        foreach (var entity in faults.LastSteps.Keys.OrderBy(entity => (Value)entity, ValueComparer.Total))
            yield return new Fault(FaultKind.Crash, new Channel(entity, entity));
    }

    /// <summary>The fault that a schedule names; null if it cannot strike now.</summary>
    public static Fault? Find(InjectedFault injected, RunState run, FaultState? faults) => Possible(run, faults)
        .Where(fault => fault.Kind == injected.Kind && fault.Channel.Target.ToString() == injected.Entity)
        .Where(fault => fault.Kind == FaultKind.Crash || run.ActiveQueue.IndexOf(fault.Channel) == injected.Ready)
        .Select(fault => (Fault?)fault)
        .FirstOrDefault();

    /// <summary>The event that a fault strikes, or that a crash has handled again.</summary>
    public static Event EventOf(Fault fault, RunState run, FaultState faults) => fault.Kind == FaultKind.Crash
        ? faults.LastSteps[fault.Channel.Target].Event
        : run.ActiveQueue.Take(run.ActiveQueue.IndexOf(fault.Channel)).Event;

    /// <summary>Lets a fault strike.</summary>
    public FaultEffect Strike(Fault fault, RunState run, FaultState faults)
    {
        var after = faults.Strike();
        if (fault.Kind == FaultKind.Crash) return Crash(faults.LastSteps[fault.Channel.Target], run, after);

        var (@event, remaining) = run.Queue.Take(run.Queue.IndexOf(fault.Channel));
        if (fault.Kind == FaultKind.Duplicate) return SendAgain([@event], run, after);

        // Exactly once means in order, too: the receiver waits for the one that is missing.
        var isHeld = delivery == DeliveryGuarantee.ExactlyOnce;
        return new FaultEffect(isHeld ? run : run with { Queue = remaining.Add(@event) }, after, []);
    }

    /// <summary>Lets one of the ready events arrive.</summary>
    /// <returns>The run without the event if its receiver ignores it; null if it is to be handled.</returns>
    public (RunState? Ignoring, FaultState Faults) Arrive(int index, RunState run, FaultState faults)
    {
        var (@event, remaining) = run.ActiveQueue.Take(index);
        var after = faults.Arrive(@event);
        if (run.Transactions.IsEmpty && IsIgnored(@event, run, faults)) return (run.WithActiveQueue(remaining), after);

        var isTransaction = !run.Transactions.IsEmpty || (@event is InvokeEvent invoke && program.Program.Method(invoke.Method).IsTransactional);
        return (null, after.Handle(@event, run.Store.Find(@event.Target), !isTransaction));
    }

    private FaultEffect Crash(RepeatableStep last, RunState run, FaultState faults)
    {
        var result = StepExecution.Run(program, last.Snapshot, last.Event, maxDepth);
        var output = delivery == DeliveryGuarantee.ExactlyOnce ? [] : result.Output;
        return SendAgain(result.Outgoing, run with { Store = run.Store.With(last.Event.Target, result.State) }, faults) with { Output = output };
    }

    private static FaultEffect SendAgain(ImmutableArray<Event> copies, RunState run, FaultState faults)
    {
        foreach (var copy in copies)
        {
            faults = faults.Copy(copy, run.Queue);
            run = run with { Queue = run.Queue.Add(copy) };
        }

        return new FaultEffect(run, faults, []);
    }

    /// <summary>Whether an event that comes again is recognised. The script, as a client, and a fork take each answer once in any case.</summary>
    private bool IsIgnored(Event @event, RunState run, FaultState faults) => @event switch
    {
        _ when delivery == DeliveryGuarantee.ExactlyOnce => faults.IsCopy(@event),
        ResumeEvent { Waiting: StartedContinuation { Handle: var handle } } => run.Store.Find(Scheduler.Script)!.StartedCalls[handle].Answer is not null,
        ResumeEvent { Waiting: JoinContinuation join } =>
            run.Store.Find(join.Owner)?.Joins.GetValueOrDefault(join.Join) is not { } pending || pending.Answers[join.Branch] is not null,
        _ => faults.Answers.Contains(@event.Id),
    };
}

/// <summary>A run that a fault has struck.</summary>
/// <param name="Output">What a step that was done again has printed again.</param>
internal sealed record FaultEffect(RunState Run, FaultState Faults, ImmutableArray<string> Output);
