using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Execution;
using Frame = StateFlow.Runtime.Execution.Frame;

namespace StateFlow.Runtime;

/// <summary>Runs scripts on the embedded engine, in memory.</summary>
/// <example>
/// <code>
/// var failure = ScriptRunner.Run(program, EngineOptions.Default with { Print = Console.Write });
/// </code>
/// </example>
public sealed class ScriptRunner : IScriptHost
{
    private readonly CompiledProgram _program;
    private readonly BatchExecutor _batches;
    private readonly EngineOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly List<StartedCall> _queue = [];
    private readonly Dictionary<CallHandle, StartedCall> _started = [];
    private readonly UnitExecutor _executor;

    private ScriptRunner(CompiledProgram program, BatchExecutor batches, EngineOptions options, CancellationToken cancellation)
    {
        (_program, _batches, _options, _cancellation) = (program, batches, options, cancellation);
        _executor = new UnitExecutor(program, options.MaxDepth, this);
    }

    /// <summary>Runs the script of a program to its end, with the calls that it starts.</summary>
    /// <returns>What stopped the script; null if it ran to its end.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Failure? Run(Program program, EngineOptions options, CancellationToken cancellation = default)
    {
        var compiled = new CompiledProgram(program, Partitions.Bits(options.Workers));
        using var batches = new BatchExecutor(compiled, options.Workers, options.MaxDepth, options.ParallelThreshold);
        var runner = new ScriptRunner(compiled, batches, options, cancellation);
        return DeepStack.Run(runner.Run);
    }

    /// <inheritdoc />
    ScriptAnswer IScriptHost.Call(Frame callee, SourceSpan calledAt, int depth)
    {
        var call = Enqueue(callee, calledAt, depth);
        ExecuteQueue();
        return Answer(call);
    }

    /// <inheritdoc />
    CallHandle IScriptHost.Start(Frame callee, SourceSpan calledAt)
    {
        var handle = new CallHandle($"{_started.Count}");
        _started.Add(handle, Enqueue(callee, calledAt, depth: 0));
        return handle;
    }

    /// <inheritdoc />
    ScriptAnswer IScriptHost.Wait(CallHandle handle)
    {
        ExecuteQueue();
        return Answer(_started[handle]);
    }

    /// <inheritdoc />
    void IScriptHost.Print(string text) => _options.Print?.Invoke(text);

    private Failure? Run()
    {
        using var registration = _cancellation.Register(() =>
        {
            _executor.IsInterrupted = true;
            foreach (var executor in _batches.Executors) executor.IsInterrupted = true;
        });
        var script = _program.Operators[^1];
        var home = script.NewInstance();
        home.Exists = true;
        _executor.Begin();
        _executor.Run(_executor.Rent(_program.Method(_program.Program.Main.Name), FrameKind.Invoke, home), _program.Program.Main.Span, depthBelow: 0);
        if (_executor.Failed is null) ExecuteQueue();
        return _executor.Failed;
    }

    private StartedCall Enqueue(Frame callee, SourceSpan calledAt, int depth)
    {
        var target = callee.Home!.Reference;
        EntityRequest request = callee.Kind switch
        {
            FrameKind.Invoke => new InvokeRequest(target, callee.Method.Method.Name, [.. callee.Method.Frames.Pack(callee)]),
            FrameKind.Create => new CreateRequest(target, [.. callee.Method.Frames.Pack(callee)]),
            _ => new ExistsRequest(target),
        };
        var call = new StartedCall(request, callee.Home.Operator, callee.Kind == FrameKind.Invoke ? callee.Method : null) { CalledAt = calledAt, Depth = depth };
        _queue.Add(call);
        return call;
    }

    private void ExecuteQueue()
    {
        if (_queue.Count == 0) return;
        _batches.Execute(_queue);
        foreach (var call in _queue)
        {
            foreach (var text in call.Output) _options.Print?.Invoke(text);
        }

        _queue.Clear();
    }

    private static ScriptAnswer Answer(StartedCall call) => call.Answer switch
    {
        ResultAnswer result => new ScriptAnswer(result.Value, null),
        FailureAnswer failed => new ScriptAnswer(null, failed.Failure),
        _ => throw new InvalidOperationException("the call has not been executed"),
    };

    private sealed class StartedCall(EntityRequest request, CompiledOperator target, CompiledMethod? method) : PendingRequest(request, target, method)
    {
        public override void Complete()
        {
        }

        public override void Abandon(EngineException reason)
        {
        }
    }
}
