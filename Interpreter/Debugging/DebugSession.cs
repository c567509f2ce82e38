using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Debugging;

/// <summary>A run of a program that can be stopped, looked at, and gone through forward and back.</summary>
/// <remarks>
/// Whatever front end shows it, each command moves the run and gives a <see cref="StopReport"/>. Going back undoes everything: states, waiting
/// events and what the program has printed. Going forward again follows the same events, unless <see cref="Choose"/> says otherwise.
/// </remarks>
/// <example>
/// <code>
/// var session = new DebugSession(program, RunOptions.Default);
/// session.Break(new MethodTarget("User.BuyItem"));
/// session.Continue();
/// foreach (var frame in session.Frames) Console.WriteLine($"{frame.Entity}.{frame.Method.ShortName} at {frame.Span}");
/// session.StepBack(DebugStep.Event);
/// </code>
/// </example>
public sealed partial class DebugSession
{
    /// <summary>How many ticks pass between two looks at the request to pause.</summary>
    private const int TicksBetweenLooks = 256;

    private readonly Timeline _timeline;
    private readonly CodeLines _lines;
    private readonly BreakpointResolver _resolver;
    private readonly BreakpointSet _breakpoints;
    private readonly IExpressionEvaluator? _evaluator;
    private readonly RunOptions _options;

    /// <summary>The tick at which the last failure was shown before it arose, so that it is not shown again when it does.</summary>
    private long? _failureShownAt;

    /// <summary>Prepares to run the script of a program.</summary>
    public DebugSession(Program program, RunOptions options, DebugOptions? debugOptions = null, IExpressionEvaluator? evaluator = null)
        : this(new LoadedProgram(program), Scheduler.Beginning(program, options), options, debugOptions, evaluator)
    {
    }

    /// <summary>Prepares to run a program from a state.</summary>
    /// <param name="print">Is given what the run prints when it goes forward.</param>
    internal DebugSession(LoadedProgram program, RunState beginning, RunOptions options, DebugOptions? debugOptions, IExpressionEvaluator? evaluator, Action<string>? print = null)
    {
        Program = program.Program;
        _options = options;
        _evaluator = evaluator;
        _timeline = new Timeline(program, beginning, options, debugOptions ?? DebugOptions.Default, print);
        _lines = new CodeLines(Program);
        _resolver = new BreakpointResolver(Program, _lines);
        _breakpoints = new BreakpointSet(Program, Evaluate);
    }

    /// <summary>What is run.</summary>
    public Program Program { get; }

    /// <summary>Where the run is.</summary>
    public DebugPosition Position => _timeline.Now.Position;

    /// <summary>The state of the run as of the last completed step.</summary>
    internal RunState State => _timeline.Scheduler.State;

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsAtEnd => _timeline.Scheduler.IsDone;

    /// <summary>The breakpoints, in the order in which they were set.</summary>
    public ImmutableArray<Breakpoint> Breakpoints => _breakpoints.All;

    /// <summary>How many checkpoints are kept of the history, and how many statements they are apart.</summary>
    public (int Checkpoints, long Interval) History => (_timeline.History.Count, _timeline.History.Interval);

    /// <summary>Goes on by a step; ends earlier at a breakpoint, a request to pause, or the end.</summary>
    public StopReport Step(DebugStep step, CancellationToken pause = default) => Forward(Stepping.Forward(step, _timeline), pause);

    /// <summary>Goes on to the next breakpoint, a request to pause, or the end.</summary>
    public StopReport Continue(CancellationToken pause = default) => Forward(_ => false, pause);

    /// <summary>Goes on until the run arrives at a line, or what else makes it stop.</summary>
    /// <returns>Null and why, if there is no such line.</returns>
    public (StopReport? Report, string? Refusal) RunTo(string file, int line, CancellationToken pause = default)
    {
        var (target, refusal) = _resolver.Resolve(new LineTarget(file, line));
        return target is LineTarget cursor ? (Forward(timeline => Arrival.AtLine(timeline, cursor), pause), null) : (null, refusal);
    }

    /// <summary>Sets a breakpoint.</summary>
    /// <param name="condition">An expression that must be true as well.</param>
    /// <param name="hitCount">Stops from this hit on.</param>
    /// <param name="log">A text to log instead of stopping.</param>
    /// <returns>The breakpoint with the target that can be hit, a line being moved to the next with code; or why there can be none.</returns>
    public (Breakpoint? Breakpoint, string? Refusal) Break(BreakpointTarget target, string? condition = null, int hitCount = 1, string? log = null)
    {
        return Break(new Breakpoint(_breakpoints.NextId, target, condition, hitCount, log));
    }

    /// <summary>Sets a breakpoint that has its number already, such as one of an earlier run.</summary>
    internal (Breakpoint? Breakpoint, string? Refusal) Break(Breakpoint breakpoint)
    {
        if (breakpoint.Condition is not null && _evaluator is null) return (null, "conditions need an evaluator of expressions, and this session has none");
        if (breakpoint.Fault is { } fault) return (null, fault);
        var (resolved, refusal) = _resolver.Resolve(breakpoint.Target);
        return resolved is null ? (null, refusal) : (_breakpoints.Add(breakpoint with { Target = resolved }), null);
    }

    /// <summary>Removes a breakpoint; false if there is none of that number.</summary>
    public bool Remove(int breakpoint) => _breakpoints.Remove(breakpoint);

    /// <summary>Lets a breakpoint take part or not; false if there is none of that number.</summary>
    public bool Enable(int breakpoint, bool isEnabled) => _breakpoints.Enable(breakpoint, isEnabled);

    /// <summary>How often a breakpoint has been hit up to here.</summary>
    public int HitsOf(Breakpoint breakpoint) => _breakpoints.HitsOf(breakpoint.Id);

    /// <summary>Chooses which of the ready events in <see cref="Queue"/> comes next; what had come after this place is no more.</summary>
    /// <returns>Why that cannot be; null if it is done.</returns>
    public string? Choose(int ready)
    {
        if (!Position.IsBetweenEvents) return "an event is being handled: go to its end, or back to its beginning, and choose there";
        if (IsAtEnd) return "no event is waiting: the run is over";
        var count = _timeline.Scheduler.State.ActiveQueue.ReadyCount;
        if (ready < 0 || ready >= count) return $"there {(count == 1 ? "is 1 event" : $"are {count} events")} to choose from: 0{(count == 1 ? "" : $" to {count - 1}")}";
        _timeline.Choose(ready);
        ForgetHits();
        return null;
    }

    private StopReport Forward(Func<Timeline, bool> isDone, CancellationToken pause)
    {
        var logs = new List<string>();
        return Heeding(pause, logs, () => Forward(isDone, pause, logs));
    }

    /// <summary>Moves the run, until it is asked to pause, even amid a statement.</summary>
    private StopReport Heeding(CancellationToken pause, IEnumerable<string> logs, Func<StopReport> move)
    {
        _timeline.Heed(pause);
        try
        {
            return move();
        }
        catch (OperationCanceledException) when (pause.IsCancellationRequested)
        {
            _timeline.Recover();
            return Report(new Paused(), logs);
        }
        finally
        {
            _timeline.Heed(CancellationToken.None);
        }
    }

    private StopReport Forward(Func<Timeline, bool> isDone, CancellationToken pause, List<string> logs)
    {
        var start = _timeline.Tick;
        while (true)
        {
            if (_timeline.Tick % TicksBetweenLooks == 0 && pause.IsCancellationRequested) return Report(new Paused(), logs);
            _breakpoints.Prepare(_timeline);
            if (!_timeline.Advance()) return Report(End(), logs);
            _timeline.Output.Show();
            var isReached = isDone(_timeline);
            var hit = _breakpoints.Hit(_timeline, counts: true, logs);
            if (hit is FailureThrown && _timeline.Tick - 1 == _failureShownAt) hit = null;
            if (hit is FailureThrown && _timeline.Tick - 1 > start)
            {
                _failureShownAt = _timeline.Tick - 1;
                _timeline.GoTo(_timeline.Tick - 1);
            }

            if ((hit ?? JustStruck()) is { } reason) return Report(reason, logs);
            if (isReached) return Report(new StepDone(), logs);
        }
    }

    private StopReport Report(StopReason reason, IEnumerable<string> logs) => new(reason, Position, [.. logs]);

    private FaultStruck? JustStruck() => Words(_timeline.Struck) is { } fault ? new FaultStruck(fault) : null;

    private Ended End() => _timeline.Scheduler.Result switch
    {
        FailureAnswer { Failure: var failure } => new Ended(failure, IsStuck: false),
        null => new Ended(null, IsStuck: true),
        _ => new Ended(null, IsStuck: false),
    };
}
