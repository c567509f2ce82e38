using CsCheck;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>Whatever a batch holds, its outcome is that of its requests one after another.</summary>
/// <remarks>STATEFLOW_TEST_SCALE multiplies the number of random cases.</remarks>
public sealed class BatchProperties
{
    private const int MaxDepth = 14;

    private static int Scale => int.TryParse(Environment.GetEnvironmentVariable("STATEFLOW_TEST_SCALE"), out var scale) ? scale : 1;

    /// <remarks>One after another they are executed by events, so a direct run must do what events do, failures with their chains included.</remarks>
    [Test]
    public void ABatchDoesWhatItsRequestsDoOneAfterAnother([Values(1, 2, 4)] int workers)
    {
        using var together = new CellEngine(workers, MaxDepth);
        using var alone = new CellEngine(workers: 1, MaxDepth, callsDirectly: false);
        var worlds = 0;
        RequestGenerator.Batch.Array[1, 2].Sample(
            batches =>
            {
                var world = new World(worlds++);
                together.Begin(world);
                alone.Begin(world);
                foreach (var batch in batches)
                {
                    var answers = together.Execute(world, batch);
                    MustBe(alone.ExecuteOneByOne(world, batch), answers);
                    MustBe(alone.States(world), together.States(world));
                }
            },
            iter: 1000 * Scale,
            threads: 1,
            print: Print);

        TestContext.Out.WriteLine($"{worlds} worlds, {together.Conflicts} units executed again, {together.StartedOver} batches started over, direct runs: {together.DirectRuns}");
        Assert.That(alone.DirectRuns, Is.EqualTo((0, 0)));
        Assert.That(together.DirectRuns.Completed, Is.GreaterThan(1000));
        Assert.That(together.DirectRuns.Left, Is.GreaterThan(100));
        if (workers == 1) return;
        Assert.That(together.Conflicts, Is.GreaterThan(3000));
        Assert.That(together.StartedOver, Is.GreaterThan(30));
    }

    [Test]
    public void ABatchOfKnownFootprintsDoesWhatItsRequestsDoOneAfterAnother([Values] bool usesFootprints, [Values] bool callsDirectly)
    {
        using var together = new CellEngine(workers: 3, MaxDepth, callsDirectly, usesFootprints);
        using var alone = new CellEngine(workers: 1, MaxDepth, callsDirectly: false);
        var (worlds, batchesRun, requests) = (0, 0, 0);
        RequestGenerator.NamedBatch.Array[1, 2].Sample(
            batches =>
            {
                var world = new World(worlds++);
                together.Begin(world);
                alone.Begin(world);
                foreach (var batch in batches)
                {
                    (batchesRun, requests) = (batchesRun + 1, requests + batch.Requests.Count());
                    MustBe(alone.ExecuteOneByOne(world, batch), together.Execute(world, batch));
                    MustBe(alone.States(world), together.States(world));
                }
            },
            iter: 400 * Scale,
            threads: 1,
            print: Print);

        TestContext.Out.WriteLine($"{batchesRun} batches of {requests} requests, {together.Conflicts} not beside others, {together.StartedOver} batches started over");
        // The batches that begin the worlds count, too.
        Assert.That(together.Ordered, Is.EqualTo(usesFootprints ? batchesRun + worlds : 0));
        Assert.That(requests - together.Conflicts, Is.GreaterThan(3 * batchesRun));
    }

    /// <remarks>Calls of a fork are left out: the interpreter may interleave them, the engine makes one after the other.</remarks>
    [Test]
    public void ABatchDoesWhatTheInterpreterDoes()
    {
        using var engine = new CellEngine(workers: 3, maxDepth: 10_000);
        var worlds = 0;
        RequestGenerator.SequentialBatch.Sample(
            batch =>
            {
                var world = new World(worlds++);
                engine.Begin(world);
                var answers = engine.Execute(world, batch);
                var run = Interpret(world, batch, out var printed);
                Assert.That(run.Failure, Is.Null);
                MustBe(printed.Split('\n'), string.Concat(answers.Select(answer => answer.Shown + "\n")).Split('\n'));
                var states = run.Entities.Where(entity => entity.Key.Entity is "Cell" or "Tag")
                    .ToDictionary(entity => entity.Key, entity => CellEngine.Show(entity.Value.Fields));
                MustBe(states, engine.States(world));
            },
            iter: 100 * Scale,
            threads: 1,
            print: batch => $"{batch}");
    }

    private static RunResult Interpret(World world, RequestBatch batch, out string printed)
    {
        var script = new StringWriter { NewLine = "\n" };
        script.Write(CellEngine.Source);
        foreach (var place in Enumerable.Range(0, World.Cells / 2)) script.WriteLine($"ignore (Cell({world.Cell(place)}, {place + 3}))");
        script.WriteLine($"ignore (Tag(\"{world.Tag(0)}\"))");
        foreach (var request in batch.Requests) script.WriteLine($"try printfn $\"{{{request.Text(world)}}}\" with Failure m -> printfn $\"! {{m}}\"");
        var output = new StringWriter();
        var run = ProgramRunner.Run(CellEngine.Compile(script.ToString()), output, RunOptions.Default);
        printed = output.ToString();
        return run;
    }

    private static void MustBe<T>(IReadOnlyList<T> expected, IReadOnlyList<T> found)
    {
        for (var i = 0; i < Math.Min(expected.Count, found.Count); i++)
        {
            if (!Equals(expected[i], found[i])) throw new CounterexampleException($"line {i} is\n{found[i]}\nnot\n{expected[i]}");
        }

        if (expected.Count != found.Count) throw new CounterexampleException($"there are {found.Count} lines, not {expected.Count}");
    }

    private static void MustBe(IReadOnlyDictionary<EntityReference, string> expected, IReadOnlyDictionary<EntityReference, string> found)
    {
        foreach (var entity in expected.Keys.Union(found.Keys))
        {
            var (one, other) = (expected.GetValueOrDefault(entity), found.GetValueOrDefault(entity));
            if (one != other) throw new CounterexampleException($"{entity} holds {other ?? "nothing"}, not {one ?? "nothing"}");
        }
    }

    private static string Print(RequestBatch[] batches) => string.Join("\nthen\n", batches.AsEnumerable());

    private sealed class CounterexampleException(string message) : Exception(message);
}
