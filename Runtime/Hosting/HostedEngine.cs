using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StateFlow.Clients;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Runtime.Hosting;

/// <summary>An engine that starts before a host's services and ends after them.</summary>
/// <remarks>It may be asked before it has started: the answer comes once it has.</remarks>
public sealed class HostedEngine : IEntityCaller, IHostedLifecycleService, IAsyncDisposable
{
    private readonly Program _program;
    private readonly StateFlowOptions _options;
    private readonly ILogger<HostedEngine> _logger;
    private readonly TaskCompletionSource<LocalEngine> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HostedEngine(Program program, IOptions<StateFlowOptions> options, ILogger<HostedEngine> logger)
    {
        (_program, _options, _logger) = (program, options.Value, logger);
        if (_options.CallTimeout <= TimeSpan.Zero)
            throw new OptionsValidationException(StateFlowOptions.Section, typeof(StateFlowOptions), [$"{StateFlowOptions.Section}:{nameof(StateFlowOptions.CallTimeout)}: expected more than no time, found {_options.CallTimeout}"]);
    }

    /// <summary>What the engine executes.</summary>
    public Program Program => _program;

    /// <summary>The engine, once it has started.</summary>
    /// <exception cref="EngineException">It has not.</exception>
    public LocalEngine Engine => _started.Task.IsCompletedSuccessfully
        ? _started.Task.Result
        : throw new EngineException("the engine starts with the host: ask for it in a method that runs then, or call entities, which waits for it");

    /// <summary>Whether the engine has started.</summary>
    public bool HasStarted => _started.Task.IsCompletedSuccessfully;

    /// <summary>Executes a request; the answer is given once its effects are durable.</summary>
    /// <exception cref="OperationCanceledException">The client no longer waits; the request may have been executed or not.</exception>
    /// <exception cref="RequestTimeoutException">There was no answer in the time that the options give.</exception>
    /// <exception cref="EngineException">The engine cannot go on, or has ended.</exception>
    public ValueTask<Answer> SubmitAsync(EntityRequest request, CancellationToken cancellation = default) => SubmitAsync(request, null, cancellation);

    internal ValueTask<Answer> SubmitAsync(EntityRequest request, IHopObserver? observer, CancellationToken cancellation) =>
        _options.CallTimeout is null && HasStarted
            ? Engine.SubmitAsync(request, observer, cancellation)
            : SubmitInTimeAsync(request, observer, cancellation);

    /// <inheritdoc />
    public async Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation) =>
        (await SubmitAsync(new InvokeRequest(entity, $"{entity.Entity}.{method}", arguments), cancellation).ConfigureAwait(false)).Result();

    /// <inheritdoc />
    public async Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation)
    {
        var target = new EntityReference(entity, arguments[_program.Operator(entity).KeyParameter]);
        return (EntityReference)(await SubmitAsync(new CreateRequest(target, arguments), cancellation).ConfigureAwait(false)).Result();
    }

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation) =>
        ((BoolValue)(await SubmitAsync(new ExistsRequest(entity), cancellation).ConfigureAwait(false)).Result()).Value;

    /// <inheritdoc />
    async Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = _options.Engine.Print is null && _logger.IsEnabled(LogLevel.Information) ? _options.Engine with { Print = Log } : _options.Engine;
            var engine = await LocalEngine.StartAsync(_program, options, cancellationToken).ConfigureAwait(false);
            if (_options.RunsScript) await RunScriptAsync(engine, cancellationToken).ConfigureAwait(false);
            _started.SetResult(engine);
        }
        catch (Exception exception)
        {
            _started.SetException(exception);
            throw;
        }
    }

    /// <inheritdoc />
    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the engine, once the host's other services no longer ask it and what they asked is answered.</summary>
    async Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken)
    {
        if (HasStarted) await Engine.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the engine also if the host could not start its other services.</summary>
    public ValueTask DisposeAsync() => HasStarted ? Engine.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<Answer> SubmitInTimeAsync(EntityRequest request, IHopObserver? observer, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (_options.CallTimeout is { } limit) timeout.CancelAfter(limit);
        try
        {
            var engine = await _started.Task.WaitAsync(timeout.Token).ConfigureAwait(false);
            return await engine.SubmitAsync(request, observer, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new RequestTimeoutException(request, _options.CallTimeout!.Value);
        }
    }

    private static async Task RunScriptAsync(LocalEngine engine, CancellationToken cancellation)
    {
        if (!engine.IsFresh || await engine.RunScriptAsync(cancellation).ConfigureAwait(false) is not { } failure) return;
        await engine.DisposeAsync().ConfigureAwait(false);
        throw new EngineException($"the program's own statements failed, which run when nothing is stored yet:\n{failure.Describe()}");
    }

    private void Log(string text) => _logger.LogInformation("{Printed}", text.TrimEnd('\n'));
}
