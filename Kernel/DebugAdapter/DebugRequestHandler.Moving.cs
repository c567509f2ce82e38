using StateFlow.DebugAdapter.Protocol;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Values;

namespace StateFlow.DebugAdapter;

/// <content>Moving the run, and telling where it stops.</content>
public sealed partial class DebugRequestHandler
{
    /// <summary>The failure at which the run stands.</summary>
    private Failure? _failure;

    /// <summary>Where the failure was shown that has ended the script: going on from there ends.</summary>
    private DebugPosition? _shownFailure;

    private Failure? _toldFailure;
    private bool _stopsAtUncaught = true;

    private IEnumerable<RequestKind> MovingKinds() =>
    [
        Kind<NoArguments>("continue", RequestNeeds.Stop, _ => new Reply(new { AllThreadsContinued = true }, Continue)),
        Kind<NoArguments>("reverseContinue", RequestNeeds.Stop, _ => new Reply(Then: () => Move((session, pause) => session.ReverseContinue(pause), "step"))),
        StepKind("next", DebugStep.Over, isBack: false),
        StepKind("stepIn", DebugStep.Into, isBack: false),
        StepKind("stepOut", DebugStep.Out, isBack: false),
        StepKind("stepBack", DebugStep.Over, isBack: true),
        Kind<NoArguments>("pause", RequestNeeds.Run, _ => new Reply(Then: () => _movement?.Pause())),
        Kind<GoToEventArguments>("stateflow/goTo", RequestNeeds.Stop, arguments => new Reply(Then: () => Move((session, _) => session.GoTo(arguments.Event), "goto"))),
        Kind<ChooseArguments>("stateflow/choose", RequestNeeds.Stop, Choose),
    ];

    private RequestKind StepKind(string command, DebugStep statement, bool isBack) => Kind<StepArguments>(command, RequestNeeds.Stop, arguments =>
    {
        var step = StepOf(arguments.Granularity, statement);
        StopReport Once(DebugSession session, CancellationToken pause) => isBack ? session.StepBack(step) : session.Step(step, pause);
        return new Reply(Then: () => Move(arguments.Granularity == "line" ? (session, pause) => ToAnotherLine(session, pause, Once) : Once, "step"));
    });

    private static DebugStep StepOf(string? granularity, DebugStep statement) => granularity switch
    {
        null or "statement" or "line" => statement,
        "instruction" => DebugStep.Statement,
        "block" => DebugStep.Block,
        "event" => DebugStep.Event,
        "transaction" => DebugStep.Transaction,
        _ => throw new RequestException($"unknown granularity `{granularity}`. Known: statement, line, instruction, block, event, transaction"),
    };

    private static StopReport ToAnotherLine(DebugSession session, CancellationToken pause, Func<DebugSession, CancellationToken, StopReport> step)
    {
        var start = Place();
        while (true)
        {
            var report = step(session, pause);
            if (report.Reason is not StepDone || Place() != start) return report;
        }

        (string?, int?, int) Place() => (session.CurrentSpan?.File, session.CurrentSpan?.Start.Line, session.Frames.Length);
    }

    private Reply Choose(ChooseArguments arguments)
    {
        if (Session.Choose(arguments.Ready) is { } refusal) throw new RequestException(refusal);
        _output.ForgetRest();
        _references.Clear();
        return new Reply(Then: () =>
        {
            if (_client is { SupportsInvalidatedEvent: true }) Tell("invalidated", new { Areas = new[] { "stacks", "variables" } });
        });
    }

    private void Continue() => Move((session, pause) => session.Continue(pause), "pause", canResume: true);

    /// <summary>Sets the run going, and tells where it comes to stop.</summary>
    /// <param name="canResume">Whether the movement can be looked at on its way, and go on as if nothing had been.</param>
    private void Move(Func<DebugSession, CancellationToken, StopReport> go, string goal, bool canResume = false)
    {
        _references.Clear();
        _failure = null;
        var movement = new Movement(Session, go, goal, canResume ? LookInterval : null);
        _movement = movement;
        new Thread(() => Run(movement)) { IsBackground = true, Name = "run" }.Start();
    }

    private void Run(Movement movement)
    {
        try
        {
            while (true)
            {
                var report = movement.Go();
                lock (_lock)
                {
                    if (_movement != movement) return;
                    if (LookAt(movement, report)) return;
                }
            }
        }
        catch (IOException)
        {
            Abandon(); // Nobody listens any more.
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                if (_movement != movement) return;
                Tell("output", new OutputBody("stderr", $"{(exception is RecordingException ? exception.Message : InternalError(exception))}\n"));
                Finish(new Ended(null, IsStuck: false));
            }
        }
    }

    /// <summary>Tells what has happened on the way; true if the movement is at its end.</summary>
    private bool LookAt(Movement movement, StopReport report)
    {
        _output.Follow(movement.Session);
        foreach (var log in report.Logs) Tell("output", new OutputBody("console", $"{log}\n"));
        FulfilDeferred();
        if (report.Reason is Paused && !movement.IsPauseRequested) return false;
        _movement = null;
        Stop(movement, report);
        return true;
    }

    private void Stop(Movement movement, StopReport report)
    {
        switch (report.Reason)
        {
            case StepDone:
                StandStill(movement.Goal);
                break;
            case BreakpointHit { Breakpoint: var hit }:
                StandStill(hit.Target is LineTarget ? "breakpoint" : "function breakpoint", $"{hit.Target}", hit: hit);
                break;
            case FieldChanged { Breakpoint: var hit, Change: var change }:
                StandStill("data breakpoint", $"{change.Entity}.{change.Field} changed from {change.Before ?? "nothing"} to {change.After ?? "nothing"}", hit: hit);
                break;
            case FailureThrown { Failure: var failure, Breakpoint: var hit }:
                _failure = failure;
                StandStill("exception", "failure", failure.Message, hit);
                break;
            case ConditionFailed { Breakpoint: var hit, Error: var error }:
                StandStill("breakpoint", "the condition has no value", $"`{hit.Condition}` has no value: {error}", hit);
                break;
            case FaultStruck { Fault: var fault }:
                StandStill("fault", $"{fault}");
                break;
            case BeginningReached:
                StandStill("entry", "the beginning of the run");
                break;
            case Paused:
                StandStill("pause");
                break;
            case Ended end:
                StopAtEnd(movement, end);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(report), report.Reason.GetType().Name, null);
        }
    }

    private void StopAtEnd(Movement movement, Ended end)
    {
        if (_arguments.NoDebug || movement.BeganAtEnd)
        {
            Finish(end);
        }
        else if (end.Failure is { } failure && _stopsAtUncaught && movement.Origin != _shownFailure)
        {
            TellFailure(failure);
            if (FailureTravel.ToOrigin(Session, failure)) _shownFailure = Session.Position;
            _output.Follow(Session);
            _failure = failure;
            StandStill("exception", "uncaught failure", failure.Message);
        }
        else if (_arguments.StopOnEnd && end.Failure is null)
        {
            StandStill("pause", "the end of the run", end.IsStuck ? "the program waits for an answer that no event will bring" : null);
        }
        else
        {
            Finish(end);
        }
    }

    /// <param name="description">What to show instead of the reason.</param>
    private void StandStill(string reason, string? description = null, string? text = null, Breakpoint? hit = null)
    {
        _output.Follow(Session);
        Tell("stopped", new StoppedBody(reason, description, text, hit is not null && _breakpoints.IdOf(hit) is { } id ? [id] : null));
    }
}
