using StateFlow.DebugAdapter.Launching;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.DebugAdapter;

/// <content>From the first request to the last.</content>
public sealed partial class DebugRequestHandler
{
    private IEnumerable<RequestKind> LifeKinds() =>
    [
        Kind<InitializeArguments>("initialize", RequestNeeds.Nothing, Initialize),
        Kind<LaunchArguments>("launch", RequestNeeds.Client, Launch),
        Kind<NoArguments>("attach", RequestNeeds.Client, _ => throw new RequestException("there is nothing to attach to: use `launch` with a program")),
        Kind<NoArguments>("configurationDone", RequestNeeds.Run, _ => _hasStarted ? throw new RequestException("the program has started already") : new Reply(Then: Start)),
        Kind<RestartArguments>("restart", RequestNeeds.Run, Restart),
        Kind<NoArguments>("terminate", RequestNeeds.Run, _ => new Reply(Then: () => Finish(null))),
        Kind<NoArguments>("disconnect", RequestNeeds.Nothing, _ => new Reply(Then: Abandon)),
        Kind<NoArguments>("threads", RequestNeeds.Run, _ => new Reply(new { Threads = new[] { new { Id = ThreadId, Name = "run" } } })),
    ];

    private Reply Initialize(InitializeArguments arguments)
    {
        if (_client is not null) throw new RequestException("`initialize` was sent already");
        _client = arguments;
        return new Reply(new Capabilities());
    }

    private Reply Launch(LaunchArguments arguments)
    {
        if (_launched is not null) throw new RequestException("a program is debugged already: use `restart`, or another adapter");
        _launched = Load(arguments);
        _arguments = arguments;
        return new Reply(Then: () => Tell("initialized"));
    }

    private LaunchedProgram Load(LaunchArguments arguments)
    {
        try
        {
            var launched = _launcher.Launch(arguments);
            foreach (var warning in launched.Warnings) Tell(warning, launched.Sources);
            return launched;
        }
        catch (LaunchException exception)
        {
            foreach (var diagnostic in exception.Diagnostics) Tell(diagnostic, exception.Sources);
            throw new RequestException(exception.Message);
        }
    }

    private void Tell(Diagnostic diagnostic, ProgramSources? sources) => Tell("output", new OutputBody(
        "stderr", $"{diagnostic}\n", sources?.Of(diagnostic.Span.File), ClientLine(diagnostic.Span.Start.Line), ClientColumn(diagnostic.Span.Start.Column)));

    private Reply Restart(RestartArguments arguments)
    {
        var launched = Load(arguments.Arguments ?? _arguments);
        _movement?.Pause();
        _movement = null;
        (_launched, _arguments) = (launched, arguments.Arguments ?? _arguments);
        (_isOver, _shownFailure, _toldFailure) = (false, null, null);
        _output.Clear();
        FulfilDeferred();
        foreach (var changed in _breakpoints.Renew(StoppableSession, launched.Sources)) Tell("breakpoint", new { Reason = "changed", Breakpoint = InClientLines(changed) });
        return new Reply(Then: Start);
    }

    private void Start()
    {
        _hasStarted = true;
        Tell("thread", new { Reason = "started", ThreadId });
        if (_arguments.NoDebug) Move((session, pause) => session.Continue(pause), "pause", canResume: true);
        else if (_arguments.Replay is not null) StandStill("entry", "the end of the recording");
        else if (_arguments.StopOnEntry) Move((session, pause) => session.Step(DebugStep.Into, pause), "entry");
        else Continue();
    }

    /// <summary>Tells that the run is over.</summary>
    private void Finish(Ended? end)
    {
        _movement?.Pause();
        _movement = null;
        if (_isOver) return;
        _isOver = true;
        if (end is { Failure: { } failure }) TellFailure(failure);
        if (end is { IsStuck: true }) Tell("output", new OutputBody("stderr", "the program waits for an answer that no event will bring\n"));
        if (_hasStarted) Tell("thread", new { Reason = "exited", ThreadId });
        if (end is not null) Tell("exited", new { ExitCode = end is { Failure: null, IsStuck: false } ? 0 : 1 });
        Tell("terminated");
    }

    /// <summary>Describes a failure, once.</summary>
    private void TellFailure(Failure failure)
    {
        if (failure == _toldFailure) return;
        _toldFailure = failure;
        Tell("output", new OutputBody("stderr", $"{failure.Describe()}\n", _launched!.Sources.Of(failure.Span.File), ClientLine(failure.Span.Start.Line), ClientColumn(failure.Span.Start.Column)));
    }
}
