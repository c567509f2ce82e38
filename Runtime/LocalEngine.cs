using StateFlow.Clients;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Runtime;

/// <summary>Executes a program's entities in this process.</summary>
/// <remarks>All members may be used by several threads.</remarks>
/// <example>
/// <code>
/// await using var engine = await LocalEngine.StartAsync(program, EngineOptions.Default);
/// var entities = new Entities(engine);
/// var ann = await entities.User.Create("ann");
/// </code>
/// </example>
public sealed class LocalEngine : IEntityCaller, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Session _session;
    private readonly EngineTelemetry _telemetry;

    private LocalEngine(Program program, EngineOptions options)
    {
        Program = program;
        Options = options;
        _telemetry = new EngineTelemetry(() => Statistics);
        _session = new Session(new RunOptions(MaxDepth: options.MaxDepth));
        _session.Submit([.. program.Sources], static _ => { });
    }

    /// <summary>What the engine executes.</summary>
    public Program Program { get; }

    /// <summary>How it runs.</summary>
    public EngineOptions Options { get; }

    /// <summary>What it has done since it started.</summary>
    public EngineStatistics Statistics => new(0, 0, 0, 0, 0, 0, []);

    /// <summary>Why the engine no longer executes anything, a full disk for example; null while all is well.</summary>
    public EngineException? Fault => null;

    /// <summary>Starts an engine; with a directory, from what is stored there.</summary>
    /// <exception cref="EngineException">The stored states cannot be used.</exception>
    public static Task<LocalEngine> StartAsync(Program program, EngineOptions options, CancellationToken cancellation = default) =>
        Task.FromResult(new LocalEngine(program, options));

    /// <summary>Executes a request; the answer is given once its effects are durable.</summary>
    /// <exception cref="OperationCanceledException">The client no longer waits; the request may have been executed or not.</exception>
    /// <exception cref="ArgumentException">The program knows no such entity or method, or the arguments are not of its parameters' types.</exception>
    /// <exception cref="EngineException">The engine cannot go on, or is being disposed.</exception>
    public ValueTask<Answer> SubmitAsync(EntityRequest request, CancellationToken cancellation = default) => SubmitAsync(request, null, cancellation);

    /// <param name="observer">Is told of the calls that the request makes; null if no one wants to know.</param>
    internal ValueTask<Answer> SubmitAsync(EntityRequest request, IHopObserver? observer, CancellationToken cancellation) =>
        observer is null && !_telemetry.IsOn
            ? ExecuteAsync(request, null, cancellation)
            : _telemetry.ObserveAsync(request, observer, told => ExecuteAsync(request, told, cancellation));

    /// <summary>Runs the program's top-level statements.</summary>
    internal ValueTask<Answer> RunScriptAsync(CancellationToken cancellation) => ValueTask.FromResult<Answer>(new ResultAnswer(UnitValue.Instance));

    private ValueTask<Answer> ExecuteAsync(EntityRequest request, IHopObserver? observer, CancellationToken cancellation)
    {
        lock (_gate)
        {
            observer?.Executing(1);
            return ValueTask.FromResult(request switch
            {
                InvokeRequest invoke => _session.Call(invoke.Target, invoke.Method[(invoke.Method.IndexOf('.') + 1)..], invoke.Arguments, Print, cancellation),
                CreateRequest create => _session.Create(create.Target.Entity, create.Arguments, Print, cancellation),
                ExistsRequest exists => new ResultAnswer(BoolValue.Of(_session.Exists(exists.Target))),
                _ => throw new ArgumentOutOfRangeException(nameof(request)),
            });
        }
    }

    /// <summary>The states of all entities between two batches; later requests do not change what it holds.</summary>
    public Task<EngineSnapshot> SnapshotAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(new EngineSnapshot(0, [.. _session.Entities.Values.Where(state => state.Entity.Entity != Program.ScriptName).Select(state => new EntityRecord(state.Entity, [.. state.Fields.Select(field => field!)]))]));
        }
    }

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
    public ValueTask DisposeAsync()
    {
        _telemetry.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Print(string text) => Options.Print?.Invoke(text);
}
