using StateFlow.Interpreter.Execution;

namespace StateFlow.Interpreter.Exploration;

/// <summary>What comes of running the script's calls one after another, in every order.</summary>
/// <param name="Ends">By states and answers.</param>
/// <param name="Invariants">The invariants that do not hold in some order.</param>
internal sealed record SerialOrders(ImmutableDictionary<UInt128, RunEnd> Ends, ImmutableHashSet<BrokenInvariant> Invariants)
{
    /// <summary>Tries all orders; null if there are too many.</summary>
    public static SerialOrders? Find(Stepper stepper, ExplorationOptions options, SearchLimits limits)
    {
        var fingerprints = new Fingerprints();
        var ends = new Dictionary<UInt128, RunEnd>();
        var known = new HashSet<UInt128>();
        var open = new Stack<SerialState>([new SerialState(stepper.Beginning with { Faults = null }, null, 0)]);
        while (open.TryPop(out var state))
        {
            if (limits.IsOverForSerialOrders(known.Count) || state.Events > options.MaxEvents) return null;
            if (state.Configuration.Run.IsDone)
            {
                var end = RunEnd.Of(state.Configuration, fingerprints);
                ends.TryAdd(end.Outcome, end);
                continue;
            }

            if (!known.Add(Fingerprint(state, fingerprints))) continue;
            foreach (var next in Next(state, stepper)) open.Push(next);
        }

        return new SerialOrders(ends.ToImmutableDictionary(), [.. ends.Values.SelectMany(end => end.Invariants)]);
    }

    private static IEnumerable<SerialState> Next(SerialState state, Stepper stepper)
    {
        var run = state.Configuration.Run;
        var candidates = state.Call is { } call
            ? run.Queue.Ready.Where(@event => Call(@event, run) == call)
            : run.Queue.Events;
        foreach (var @event in candidates)
        {
            var from = state.Configuration with { Run = run.WithActiveQueue(InFront(run.Queue, @event)) };
            foreach (var transition in stepper.Deliver(from, Channel.Of(@event)))
                yield return new SerialState(transition.After, @event.Target == Scheduler.Script ? null : Call(@event, run), state.Events + transition.Moves.Length);
        }
    }

    private static string Call(Event @event, RunState run) => CallRoot.Of(@event, run.Store)?.Id ?? StepWatch.ScriptCall;

    private static EventQueue InFront(EventQueue queue, Event first) =>
        queue.Events.Where(@event => !ReferenceEquals(@event, first)).Aggregate(EventQueue.Empty.Add(first), (reordered, @event) => reordered.Add(@event));

    private static UInt128 Fingerprint(SerialState state, Fingerprints fingerprints)
    {
        var fingerprint = fingerprints.Of(state.Configuration with { Reads = StaleReads.None });
        return FingerprintWriter.Append(fingerprint, state.Call ?? "-");
    }

    /// <param name="Call">The call that must come to its end before another may begin; null between two.</param>
    private sealed record SerialState(Configuration Configuration, string? Call, int Events);
}
