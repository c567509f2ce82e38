using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>What a client gets: what was printed on its behalf, and the answer.</summary>
internal sealed record CellAnswer(string Output, Answer Answer)
{
    /// <summary>As a script would show it.</summary>
    public string Shown => Answer switch
    {
        ResultAnswer result => $"{Output}{ValueNotation.Shown(result.Value)}",
        FailureAnswer failed => $"{Output}! {failed.Failure.Message}",
        _ => throw new InvalidOperationException(),
    };

    public override string ToString() => Answer is FailureAnswer failed ? $"{Output}! {failed.Failure.Describe()}" : Shown;
}

/// <summary>The core of the engine, with the program <c>Cells.sf</c>; each set of requests is given a world of its own.</summary>
internal sealed class CellEngine : IDisposable
{
    private readonly CompiledProgram _program;
    private readonly BatchExecutor _batches;

    /// <param name="maxDepth">Low, so that it is reached now and then.</param>
    public CellEngine(int workers, int maxDepth, bool callsDirectly = true, bool usesFootprints = true)
    {
        _program = new CompiledProgram(Program, Partitions.Bits(workers), callsDirectly);
        _batches = new BatchExecutor(_program, workers, maxDepth, parallelThreshold: 1, serialBatches: 0) { UsesFootprints = usesFootprints };
    }

    public static string Source { get; } = ReadSource();

    public static Program Program { get; } = Compile(Source);

    /// <summary>How many units were executed again.</summary>
    public long Conflicts => _batches.Conflicts;

    /// <summary>How many batches were executed one by one after all.</summary>
    public long StartedOver => _batches.StartedOver;

    /// <summary>How many batches were executed in the order that their requests' footprints ask for.</summary>
    public long Ordered => _batches.Ordered;

    /// <summary>How many units were run directly, and how many direct runs were left.</summary>
    public (long Completed, long Left) DirectRuns =>
        (_batches.Executors.Sum(executor => executor.DirectRuns), _batches.Executors.Sum(executor => executor.LeftDirectRuns));

    public static Program Compile(string source)
    {
        var compilation = Compiler.Compile([new SourceText("cells.sf", source)]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join("\n", compilation.Diagnostics));
    }

    /// <summary>Creates the first half of the cells of a world, and its first tag.</summary>
    public void Begin(World world) => Execute(
        world,
        new RequestBatch([[
            .. Enumerable.Range(0, World.Cells / 2).Select(place => new CellRequest(new CellArgument(place), null, new NumberArgument(place + 3))),
            new CellRequest(new TagArgument(0), null),
        ]]));

    /// <summary>Executes requests as one batch.</summary>
    public IReadOnlyList<CellAnswer> Execute(World world, RequestBatch batch)
    {
        var pending = new Batch([.. batch.Shares.Select(share => share.Select(request => Pending(world, request)).ToList())]);
        _batches.Execute(pending);
        return [.. pending.Requests.Select(request => new CellAnswer(string.Concat(request.Output), request.Answer!))];
    }

    /// <summary>Executes requests, each as a batch of its own.</summary>
    public IReadOnlyList<CellAnswer> ExecuteOneByOne(World world, RequestBatch batch) =>
        [.. batch.Requests.SelectMany(request => Execute(world, new RequestBatch([[request]])))];

    /// <summary>The states of a world's entities.</summary>
    public IReadOnlyDictionary<EntityReference, string> States(World world)
    {
        var states = new Dictionary<EntityReference, string>();
        foreach (var place in Enumerable.Range(0, World.Cells)) Add("Cell", IntValue.Of(world.Cell(place)));
        foreach (var place in Enumerable.Range(0, World.Tags)) Add("Tag", new StringValue(world.Tag(place)));
        return states;

        void Add(string entity, Value key)
        {
            var op = _program.Operator(entity);
            if (op.Table.Find(key) is not { } instance) return;
            Assert.That(instance.Exists, $"a placeholder of {instance.Reference} is left");
            states.Add(instance.Reference, Show(op.Read(instance)));
        }
    }

    public static string Show(IEnumerable<Value?> fields) => string.Join(", ", fields.Select(field => ValueNotation.Structural(field!)));

    public void Dispose() => _batches.Dispose();

    private PendingRequest Pending(World world, CellRequest request)
    {
        var (op, method) = RequestCheck.Check(_program, request.ToRequest(world, _program.Loaded));
        return new PendingRequest(request.ToRequest(world, _program.Loaded), op, method, receiver: null, ticket: 0);
    }

    private static string ReadSource()
    {
        using var stream = typeof(CellEngine).Assembly.GetManifestResourceStream("StateFlow.Runtime.Tests.Serializability.Cells.sf")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
