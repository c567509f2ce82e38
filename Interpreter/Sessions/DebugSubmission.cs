using StateFlow.Interpreter.Debugging;

namespace StateFlow.Interpreter.Sessions;

/// <summary>A submission that is run under the debugger. Its session is as it was before until <see cref="Commit"/>.</summary>
/// <example>
/// <code>
/// var (submission, refusal) = session.Debug([new SourceText("input1", text)], Console.Write);
/// submission!.Debugger.Break(new MethodTarget("User.BuyItem"));
/// while (!submission.Debugger.IsAtEnd) Show(submission.Debugger.Continue());
/// Show(submission.Commit());
/// </code>
/// </example>
public sealed class DebugSubmission
{
    private readonly Session _session;
    private readonly PreparedSubmission _prepared;

    internal DebugSubmission(Session session, PreparedSubmission prepared, DebugSession debugger) =>
        (_session, _prepared, Debugger) = (session, prepared, debugger);

    /// <summary>Its run.</summary>
    public DebugSession Debugger { get; }

    /// <summary>Lets the session go on from where the submission has ended, as <see cref="Session.Submit(string, TextWriter, CancellationToken)"/> would have.</summary>
    /// <exception cref="InvalidOperationException">The run is not at its end, or the session has gone on meanwhile.</exception>
    public SubmissionResult Commit()
    {
        if (!Debugger.IsAtEnd) throw new InvalidOperationException("the submission has not come to its end");
        return _session.Commit(_prepared, SubmissionRun.At(_prepared.Program, Debugger.State, trace: null));
    }

    /// <summary>Leaves the session as it was, as an interrupted <see cref="Session.Submit(string, TextWriter, CancellationToken)"/> would have.</summary>
    public SubmissionResult GiveUp() => Session.Without(_prepared.Submission, SubmissionStatus.Interrupted);
}
