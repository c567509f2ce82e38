using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Execution;
using Frame = StateFlow.Runtime.Execution.Frame;

namespace StateFlow.Runtime;

/// <summary>How a script ended.</summary>
/// <param name="Failure">What stopped it; null if it ran to its end.</param>
/// <param name="Entities">The states in the end.</param>
public sealed record ScriptRun(Failure? Failure, IReadOnlyCollection<EntityRecord> Entities);

/// <summary>Runs scripts on the embedded engine, in memory.</summary>
/// <example>
/// <code>
/// var run = ScriptRunner.Run(program, EngineOptions.Default with { Print = Console.Write });
/// if (run.Failure is { } failure) Console.Error.WriteLine(failure.Describe());
/// </code>
/// </example>
public sealed class ScriptRunner : IScriptHost
{
    private readonly CompiledProgram _program;
    private readonly CompiledProgram _target;
    private readonly Action<IReadOnlyCollection<ScriptCall>> _execute;
    private readonly EngineOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly List<ScriptCall> _queue = [];
    private readonly Dictionary<CallHandle, ScriptCall> _started = [];
    private readonly UnitExecutor _executor;

    private ScriptRunner(
        CompiledProgram target, Action<IReadOnlyCollection<ScriptCall>> execute, EngineOptions options, CancellationToken cancellation)
    {
        (_target, _execute, _options, _cancellation) = (target, execute, options, cancellation);

        // A program of its own: while the engine executes, nobody else may look into its tables.
        var program = _program = new CompiledProgram(target.Program, partitionBits: 0);
        _executor = new UnitExecutor(program, options.MaxDepth, script: this);
    }

    /// <summary>Runs the script of a program to its end, with the calls that it starts.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ScriptRun Run(Program program, EngineOptions options, CancellationToken cancellation = default)
    {
        var compiled = new CompiledProgram(program, Partitions.Bits(options.Workers), options.CallsDirectly);
        using var batches = new BatchExecutor(compiled, options.Workers, options.MaxDepth, options.ParallelThreshold);
        using var registration = cancellation.Register(() =>
        {
            foreach (var executor in batches.Executors) executor.IsInterrupted = true;
        });
        var failure = Run(
            compiled,
            calls =>
            {
                batches.Execute(new Batch([.. calls.Select(call => call.Request)]));
                foreach (var text in calls.SelectMany(call => call.Request.Output)) options.Print?.Invoke(text);
            },
            options,
            cancellation);
        return new ScriptRun(failure, [.. compiled.Operators.SelectMany(op => op.Table.All).Where(instance => instance.Exists)
            .Select(instance => new EntityRecord(instance.Reference, [.. instance.Operator.Read(instance)]))]);
    }

    /// <summary>Runs the script of a program.</summary>
    /// <param name="target">The program on which the requests are executed.</param>
    /// <param name="execute">Executes requests in their order, and shows what they print.</param>
    internal static Failure? Run(
        CompiledProgram target, Action<IReadOnlyCollection<ScriptCall>> execute, EngineOptions options, CancellationToken cancellation) =>
        DeepStack.Run(new ScriptRunner(target, execute, options, cancellation).Run);

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
        using var registration = _cancellation.Register(() => _executor.IsInterrupted = true);
        var script = _program.Operators[^1];
        var home = script.NewInstance();
        home.Exists = true;
        _executor.Begin();
        _executor.Run(_executor.Rent(_program.Method(_program.Program.Main.Name), FrameKind.Invoke, home), new RequestContext(_program.Program.Main.Span, 0, null));
        if (_executor.Failed is null) ExecuteQueue();
        return _executor.Failed;
    }

    private ScriptCall Enqueue(Frame callee, SourceSpan calledAt, int depth)
    {
        var target = callee.Home!.Reference;
        EntityRequest request = callee.Kind switch
        {
            FrameKind.Invoke => new InvokeRequest(target, callee.Method.Method.Name, [.. callee.Method.Frames.Pack(callee)]),
            FrameKind.Create => new CreateRequest(target, [.. callee.Method.Frames.Pack(callee)]),
            _ => new ExistsRequest(target),
        };
        var method = callee.Kind == FrameKind.Invoke ? _target.Method(callee.Method.Method.Name) : null;
        var call = new ScriptCall(request, _target.Operator(target.Entity), method, new RequestContext(calledAt, depth, null));
        _queue.Add(call);
        return call;
    }

    private void ExecuteQueue()
    {
        if (_queue.Count == 0) return;
        _execute(_queue);
        _queue.Clear();
    }

    private static ScriptAnswer Answer(ScriptCall call) => call.Request.Answer switch
    {
        ResultAnswer result => new ScriptAnswer(result.Value, null),
        FailureAnswer failed => new ScriptAnswer(null, failed.Failure),
        _ => throw new InvalidOperationException("the call has not been executed"),
    };
}
