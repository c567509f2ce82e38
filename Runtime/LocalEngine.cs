using StateFlow.Clients;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Durability;
using StateFlow.Runtime.Execution;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Runtime;

/// <summary>Executes a program's entities in this process.</summary>
/// <remarks>
/// Requests are put in an order and executed in batches; the outcome is that of executing them one after another in this order.
/// All members may be used by several threads.
/// </remarks>
/// <example>
/// <code>
/// await using var engine = await LocalEngine.StartAsync(program, EngineOptions.Default);
/// var entities = new Entities(engine);
/// var ann = await entities.User.Create("ann");
/// </code>
/// </example>
public sealed class LocalEngine : IEntityCaller, IAsyncDisposable
{
    private readonly CompiledProgram _compiled;
    private readonly RequestQueue _queue;
    private readonly EngineLoop _loop;
    private readonly EngineTelemetry _telemetry;

    private LocalEngine(Program program, EngineOptions options, IStore? store)
    {
        Options = options;
        _compiled = new CompiledProgram(program, Partitions.Bits(options.Workers), options.CallsDirectly);
        _queue = new RequestQueue(options.Workers, options.MaxPending);
        _telemetry = new EngineTelemetry(() => Statistics);
        _loop = new EngineLoop(_compiled, options, store, _queue, _telemetry);
    }

    /// <summary>What the engine executes.</summary>
    public Program Program => _compiled.Program;

    /// <summary>How it runs.</summary>
    public EngineOptions Options { get; }

    /// <summary>Whether nothing was stored when the engine started: nobody has ever asked it for anything.</summary>
    public bool IsFresh => _loop.IsFresh;

    /// <summary>What it has done since it started.</summary>
    public EngineStatistics Statistics => _loop.Statistics;

    /// <summary>Why the engine no longer executes anything, a full disk for example; null while all is well.</summary>
    public EngineException? Fault => _loop.Fault;

    /// <summary>Starts an engine; with a directory, from what is stored there.</summary>
    /// <exception cref="EngineException">The stored states cannot be used.</exception>
    public static Task<LocalEngine> StartAsync(Program program, EngineOptions options, CancellationToken cancellation = default) =>
        StartAsync(program, options, () => options.Directory is { } directory ? Store.Open(directory, program) : null, cancellation);

    /// <summary>Executes a request; the answer is given once its effects are durable.</summary>
    /// <exception cref="OperationCanceledException">The client no longer waits; the request may have been executed or not.</exception>
    /// <exception cref="ArgumentException">The program knows no such entity or method, or the arguments are not of its parameters' types.</exception>
    /// <exception cref="EngineException">The engine cannot go on, or is being disposed.</exception>
    public ValueTask<Answer> SubmitAsync(EntityRequest request, CancellationToken cancellation = default) => SubmitAsync(request, null, cancellation);

    /// <param name="observer">Is told of the calls that the request makes; null if nobody wants to know.</param>
    internal ValueTask<Answer> SubmitAsync(EntityRequest request, IHopObserver? observer, CancellationToken cancellation) => observer is null && !_telemetry.IsOn
        ? ExecuteAsync(request, null, cancellation)
        : _telemetry.ObserveAsync(request, observer, told => ExecuteAsync(request, told, cancellation));

    /// <summary>The states of all entities between two batches; later requests do not change what it holds.</summary>
    public Task<EngineSnapshot> SnapshotAsync(CancellationToken cancellation = default) => _loop.SnapshotAsync().WaitAsync(cancellation);

    /// <summary>Runs the program's script, each of its calls as a request.</summary>
    /// <returns>What stopped the script; null if it ran to its end.</returns>
    public Task<Failure?> RunScriptAsync(CancellationToken cancellation = default) => Task.Factory.StartNew(
        () => ScriptRunner.Run(_compiled, ExecuteNow, Options, cancellation),
        cancellation,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <inheritdoc />
    public async Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation) =>
        (await SubmitAsync(new InvokeRequest(entity, $"{entity.Entity}.{method}", arguments), cancellation).ConfigureAwait(false)).Result();

    /// <inheritdoc />
    public async Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation)
    {
        var target = new EntityReference(entity, arguments[Program.Operator(entity).KeyParameter]);
        return (EntityReference)(await SubmitAsync(new CreateRequest(target, arguments), cancellation).ConfigureAwait(false)).Result();
    }

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation) =>
        ((BoolValue)(await SubmitAsync(new ExistsRequest(entity), cancellation).ConfigureAwait(false)).Result()).Value;

    /// <summary>Ends the engine once the requests that it has taken are answered; may be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync().ConfigureAwait(false);
        _telemetry.Dispose();
    }

    /// <summary>Starts an engine on a store, or in memory; what it has begun ends if it cannot start.</summary>
    internal static Task<LocalEngine> StartAsync(Program program, EngineOptions options, Func<IStore?> open, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            var store = open();
            try
            {
                var engine = new LocalEngine(program, options, store);
                engine._loop.Start(cancellation);
                return engine;
            }
            catch
            {
                if (store is not null) await store.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        },
        cancellation);

    /// <summary>Executes a request; the receiver is told of the answer.</summary>
    /// <returns>False if too many requests wait already.</returns>
    internal bool TrySubmit(EntityRequest request, IAnswerReceiver receiver, long ticket) => TryEnqueue(Prepare(request, receiver, ticket));

    /// <summary>A request that can be submitted with others.</summary>
    internal PendingRequest Prepare(EntityRequest request, IAnswerReceiver receiver, long ticket)
    {
        var (op, method) = RequestCheck.Check(_compiled, request);
        return new PendingRequest(request, op, method, receiver, ticket);
    }

    /// <summary>Executes the requests of a list for which there is room, which are taken out of it; their order stays.</summary>
    internal void Submit(List<PendingRequest> requests)
    {
        _loop.ThrowIfEnded();
        _queue.AddAll(requests);
    }

    private ValueTask<Answer> ExecuteAsync(EntityRequest request, IHopObserver? observer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (op, method) = RequestCheck.Check(_compiled, request);
        var answer = new AwaitedAnswer();
        var pending = new PendingRequest(request, op, method, answer, ticket: 0) { Context = RequestContext.ObservedBy(observer) };
        return TryEnqueue(pending)
            ? new ValueTask<Answer>(cancellation.CanBeCanceled ? answer.Task.WaitAsync(cancellation) : answer.Task)
            : EnqueueLaterAsync(pending, answer, cancellation);
    }

    private bool TryEnqueue(PendingRequest request)
    {
        _loop.ThrowIfEnded();
        return _queue.TryAdd(request);
    }

    private async ValueTask<Answer> EnqueueLaterAsync(PendingRequest request, AwaitedAnswer answer, CancellationToken cancellation)
    {
        await _queue.AddAsync(request, cancellation).ConfigureAwait(false);
        return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private void ExecuteNow(IReadOnlyCollection<ScriptCall> calls)
    {
        foreach (var call in calls)
        {
            if (!TryEnqueue(call.Request)) _queue.AddAsync(call.Request, CancellationToken.None).GetAwaiter().GetResult();
        }

        foreach (var call in calls) call.WaitForAnswer();
    }
}
