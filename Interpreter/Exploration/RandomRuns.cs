namespace StateFlow.Interpreter.Exploration;

/// <summary>Runs a program in orders that are drawn, the same ones for the same seed.</summary>
internal static class RandomRuns
{
    /// <summary>Adds to the graph the ends that it does not have yet.</summary>
    /// <returns>How many runs there were.</returns>
    public static int Add(StateGraph graph, Stepper stepper, ExplorationOptions options, SearchLimits limits)
    {
        var random = new Random(options.Seed);
        var fingerprints = new Fingerprints();
        var known = graph.Nodes.Where(node => node.End is not null).Select(node => node.End!.WithOutput).ToHashSet();
        var runs = 0;
        for (; runs < options.RandomRuns && !limits.IsOver; runs++)
        {
            var (moves, end) = Run(stepper, options, limits, random);
            if (!end.Run.IsDone) continue;
            var result = RunEnd.Of(end, fingerprints);
            if (!known.Add(result.WithOutput)) continue;
            var node = graph.Add();
            node.End = result;
            graph.Root.Edges.Add(new StateEdge(moves, node));
        }

        return runs;
    }

    private static (ImmutableArray<Move> Moves, Configuration End) Run(Stepper stepper, ExplorationOptions options, SearchLimits limits, Random random)
    {
        var moves = ImmutableArray.CreateBuilder<Move>();
        var configuration = stepper.Beginning;
        while (!configuration.Run.IsDone && moves.Count < options.MaxEvents && !limits.IsOver)
        {
            ImmutableArray<Move> possible = [.. Stepper.Ready(configuration).Select(Move.Deliver), .. Stepper.Faults(configuration)];
            var move = possible[random.Next(possible.Length)];
            if (move.Fault is not null)
            {
                configuration = stepper.Strike(configuration, move);
                moves.Add(move);
                continue;
            }

            var ways = stepper.Deliver(configuration, move.Channel);
            var way = ways[random.Next(ways.Length)];
            configuration = way.After;
            moves.AddRange(way.Moves);
        }

        return (moves.ToImmutable(), configuration);
    }
}
