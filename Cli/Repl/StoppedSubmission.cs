using StateFlow.Cli.Debugging;
using StateFlow.Cli.Output;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Cli.Repl;

/// <summary>A submission that stands somewhere in its run, and says where.</summary>
internal sealed class StoppedSubmission(DebugSubmission submission, StandardStreams streams, ReplOutput output)
{
    private readonly SourceListing _listing = new(submission.Debugger.Program);

    public DebugSession Debugger => submission.Debugger;

    /// <summary>Moves the run and shows what came of it.</summary>
    /// <returns>What the submission gives if it has ended; null if it stands somewhere again.</returns>
    public SubmissionResult? Move(Func<DebugSession, CancellationToken, StopReport> move)
    {
        var before = Debugger.OutputSoFar;
        var report = streams.Interrupts.Run(pause => move(Debugger, pause));
        if (Debugger.OutputLength < before.Length) streams.Output.Write(ReportText.Lines("taken back: ", before[Debugger.OutputLength..]));
        foreach (var log in report.Logs) streams.Output.WriteLine($"log: {log}");
        if (report.Reason is Ended || (report.Reason is StepDone && Debugger.IsAtEnd)) return submission.Commit();
        streams.Output.Write(ReportText.Reason(report.Reason));
        streams.Output.Write(ReportText.Place(Debugger, _listing));
        streams.Output.Write(ReportText.Waiting(Debugger));
        streams.Output.Flush();
        return null;
    }

    /// <summary>Shows the value of an expression where the run stands.</summary>
    public CommandOutcome Evaluate(string text)
    {
        if (!IsExpression(text))
        {
            output.Error(new CommandError("SF0034", "a submission is stopped, so only expressions can be evaluated: `:continue` runs it to its end, `:stop` gives it up"));
            return CommandOutcome.Failed;
        }

        // Ctrl-C must not end the session; what takes too long ends by itself.
        var result = streams.Interrupts.Run(_ => Debugger.Evaluate(text, frame: 0));
        if (result.Value is { } value)
        {
            output.Show(value);
            return CommandOutcome.Done;
        }

        output.Error(new CommandError("SF0035", result.Error ?? "there is no value"));
        return CommandOutcome.Failed;
    }

    private static bool IsExpression(string text) =>
        Parser.Parse(new SourceText("expression", text)).Unit.Items.All(item => item is StatementItem { Statement: ExpressionItem or ErrorBlockItem } or ErrorItem);
}
