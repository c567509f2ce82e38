using StateFlow.Cli.Output;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Cli.Repl;

/// <summary>Runs submissions and shows what they give: at once, or under the debugger if a breakpoint could stop them.</summary>
internal sealed class SubmissionRunner(Session session, StandardStreams streams, ReplOutput output)
{
    private Func<DebugSession, CancellationToken, StopReport>? _lastMove;

    public SessionBreakpoints Breakpoints { get; } = new();

    /// <summary>The submission that is stopped; null if none is.</summary>
    public StoppedSubmission? Stopped { get; private set; }

    /// <summary>All that is declared, by the stopped submission too; null if that is nothing.</summary>
    public Program? Program => Stopped?.Debugger.Program ?? session.Program;

    /// <summary>A text of the session's own as the next submission.</summary>
    public ImmutableArray<SourceText> Source(string text) => [new SourceText($"input{session.Submissions.Count + 1}", text)];

    /// <summary>Runs a submission to its end or to a breakpoint.</summary>
    public CommandOutcome Run(ImmutableArray<SourceText> sources) => Breakpoints.All.IsEmpty
        ? OutcomeOf(Submit(sources, isTraced: false))
        : Begin(sources, (debugger, pause) => debugger.Continue(pause));

    /// <summary>Runs a submission past all breakpoints; null if that was not well.</summary>
    public SubmissionResult? RunTraced(ImmutableArray<SourceText> sources) =>
        Submit(sources, isTraced: true) is { Status: SubmissionStatus.Done } result ? result : null;

    /// <summary>Begins a submission and stops at its first code.</summary>
    public CommandOutcome Step(ImmutableArray<SourceText> sources) => Begin(sources, (debugger, pause) => debugger.Step(DebugStep.Into, pause));

    /// <summary>Moves the stopped submission; one that ends is committed.</summary>
    public CommandOutcome Move(Func<DebugSession, CancellationToken, StopReport> move)
    {
        _lastMove = move;
        if (Stopped!.Move(move) is not { } result) return CommandOutcome.Done;
        Stopped = null;
        output.Show(result);
        return OutcomeOf(result);
    }

    /// <summary>Moves the stopped submission as the last time.</summary>
    public CommandOutcome MoveAgain() => Move(_lastMove!);

    /// <summary>Gives up the stopped submission.</summary>
    public void Stop()
    {
        Stopped = null;
        output.Note("given up; the session is as it was before");
    }

    private CommandOutcome Begin(ImmutableArray<SourceText> sources, Func<DebugSession, CancellationToken, StopReport> firstMove)
    {
        var (submission, refusal) = streams.Interrupts.Run(cancellation => session.Debug(sources, streams.Output.Write, cancellation: cancellation));
        if (submission is null)
        {
            output.Show(refusal!);
            return CommandOutcome.Failed;
        }

        foreach (var (breakpoint, reason) in Breakpoints.SetIn(submission.Debugger)) output.Note($"breakpoint {breakpoint.Id}: {breakpoint} no longer fits: {reason}");
        Stopped = new StoppedSubmission(submission, streams, output);
        return Move(firstMove);
    }

    private SubmissionResult Submit(ImmutableArray<SourceText> sources, bool isTraced)
    {
        var result = streams.Interrupts.Run(cancellation => session.Submit(sources, streams.Output.Write, isTraced, cancellation));
        output.Show(result);
        return result;
    }

    private static CommandOutcome OutcomeOf(SubmissionResult result) => result.Status == SubmissionStatus.Done ? CommandOutcome.Done : CommandOutcome.Failed;
}
