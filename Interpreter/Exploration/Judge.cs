using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Says what is wrong with the ends of runs, and shows each fault by the shortest run that has it.</summary>
internal sealed class Judge(RunStart start, ExplorationOptions options, SerialOrders? serial)
{
    private readonly Program _program = start.Program.Program;

    private readonly Dictionary<object, (Suspicion Suspicion, PathCost Cost, StateNode Node)> _found = [];

    public Sequence<Finding> Findings(StateGraph graph, bool isComplete)
    {
        var paths = graph.ShortestPaths();
        foreach (var node in graph.Nodes)
        {
            if (node.End is not { } end) continue;
            foreach (var suspicion in Suspicions(end)) Add(suspicion, node, paths);
        }

        if (isComplete)
        {
            foreach (var node in graph.Endless()) Add(new Suspicion(FindingKind.Deadlock, "endless", NeverAnswers), node, paths);
        }

        return _found.Values
            .OrderBy(found => found.Suspicion.Kind).ThenBy(found => found.Cost)
            .Select(found => Describe(found.Suspicion, StateGraph.PathTo(found.Node, paths)))
            .ToSequence();
    }

    private void Add(Suspicion suspicion, StateNode node, ImmutableArray<PathStep?> paths)
    {
        var cost = paths[node.Id]?.Cost ?? default;
        if (!_found.TryGetValue((suspicion.Kind, suspicion.Key), out var known) || cost.CompareTo(known.Cost) < 0)
            _found[(suspicion.Kind, suspicion.Key)] = (suspicion, cost, node);
    }

    private IEnumerable<Suspicion> Suspicions(RunEnd end)
    {
        var failure = (end.Result as FailureAnswer)?.Failure;
        if (end.Result is null) yield return new Suspicion(FindingKind.Deadlock, "waits", StillWaits);
        foreach (var broken in end.Invariants.OrderBy(broken => broken.Span.Start))
        {
            if (failure?.Span != broken.Span && (serial is null || serial.Invariants.Contains(broken))) continue;
            yield return new Suspicion(FindingKind.BrokenInvariant, broken.Span, run => BrokenInvariant(run, broken, failure));
        }

        if (failure is not null)
        {
            if (end.Invariants.All(broken => broken.Span != failure.Span))
                yield return new Suspicion(FindingKind.UnhandledFailure, (failure.Span, failure.Message), run => UnhandledFailure(run, failure));
            yield break;
        }

        if (end.Result is null || serial is { Ends.IsEmpty: true } || serial?.Ends.ContainsKey(end.Outcome) == true) yield break;
        // A set has no order of its own, and the first of several that are alike speaks for all.
        foreach (var lost in end.Lost.OrderBy(lost => lost.Place.Entity.ToString(), StringComparer.Ordinal)
            .ThenBy(lost => lost.Place.Field).ThenBy(lost => lost.Read.Span.Start).ThenBy(lost => lost.Write.Span.Start).ThenBy(lost => lost.Overtaking.Span.Start))
        {
            yield return new Suspicion(FindingKind.LostUpdate, (lost.Place.Entity.Entity, lost.Place.Field, lost.Read, lost.Write), run => LostUpdate(run, lost, end));
        }

        if (end.Lost.IsEmpty && serial is not null)
        {
            var differences = new OutcomeDifferences(_program, serial, end);
            yield return new Suspicion(FindingKind.NonSerializable, differences.Key, run => NonSerializable(run, differences));
        }
    }

    private Finding Describe(Suspicion suspicion, ImmutableArray<Move> moves)
    {
        var replay = new Replay(new Stepper(start, options));
        foreach (var move in moves) replay.Advance(move);
        return suspicion.Describe(replay.Interleaving);
    }

    private Finding BrokenInvariant(Interleaving run, BrokenInvariant broken, Failure? failure) => new(
        FindingKind.BrokenInvariant,
        broken.Span,
        broken.Message,
        [
            serial?.Invariants.Contains(broken) == true ? "The calls break it one after another, too." : "No serial order of the calls breaks it.",
            failure?.Span == broken.Span ? "Nobody handles the failure: the script stops." : "The caller is given a failure.",
        ],
        [broken.Entity.ToString()],
        run);

    private Finding UnhandledFailure(Interleaving run, Failure failure)
    {
        var isSerial = serial?.Ends.Values.Any(end => end.Result is FailureAnswer { Failure: var other } && other.Span == failure.Span) == true;
        return new Finding(
            FindingKind.UnhandledFailure,
            failure.Span,
            $"a failure stops the script: {failure.Message}",
            [isSerial ? "The calls fail one after another, too." : "No serial order of the calls fails here.", .. failure.Chain.Select(site => $"in {site.Callee}, called at {site.Span}")],
            [],
            run);
    }

    private Finding LostUpdate(Interleaving run, LostUpdate lost, RunEnd end)
    {
        var entity = lost.Place.Entity;
        var field = _program.Operator(entity.Entity).Fields[lost.Place.Field].Name;
        return new Finding(
            FindingKind.LostUpdate,
            lost.Write.Span,
            $"an update of {entity}.{field} is lost: {lost.Write.Method} overwrites what another call has written since it was read",
            [
                $"{lost.Read.Span}: {lost.Read.Method} reads {field}",
                $"{lost.Overtaking.Span}: meanwhile, in another call, {lost.Overtaking.Method} writes it",
                $"{lost.Write.Span}: {lost.Write.Method} writes it from what was read before",
                .. serial is null
                    ? ["The calls have too many serial orders to compare with: see for yourself whether this is meant."]
                    : new OutcomeDifferences(_program, serial, end).Lines,
            ],
            [entity.ToString()],
            run);
    }

    private Finding NonSerializable(Interleaving run, OutcomeDifferences differences) => new(
        FindingKind.NonSerializable,
        run.Calls.Count > 0 ? run.Calls[0].Span : _program.Main.Span,
        "the calls end as they cannot end one after another",
        differences.Lines,
        differences.Entities,
        run);

    private Finding StillWaits(Interleaving run) => new(
        FindingKind.Deadlock, _program.Main.Span, "the script waits, and there is no event left that could wake it", [], [], run);

    private Finding NeverAnswers(Interleaving run) => new(
        FindingKind.Deadlock,
        run.Calls.Count > 0 ? run.Calls[0].Span : _program.Main.Span,
        "from here on the calls go round in circles: no order of events lets the program end",
        [],
        [],
        run);

    /// <summary>What may be wrong; of those with the same kind and key the shortest run is described.</summary>
    private sealed record Suspicion(FindingKind Kind, object Key, Func<Interleaving, Finding> Describe);
}
