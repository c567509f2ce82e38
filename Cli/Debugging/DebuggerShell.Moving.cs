using System.Text;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Values;

namespace StateFlow.Cli.Debugging;

/// <content>The commands that move the run.</content>
internal sealed partial class DebuggerShell
{
    private IEnumerable<ShellCommand> MovingCommands() =>
    [
        Step(["step", "s"], DebugStep.Into, "goes to the next code, into calls of other entities"),
        Step(["next", "n"], DebugStep.Over, "goes to the next code, over calls until their answers are there"),
        Step(["out", "o", "finish", "fin"], DebugStep.Out, "goes on until the running method has answered"),
        Step(["stepi", "si"], DebugStep.Statement, "goes on by a single statement, whoever's it is"),
        Step(["block", "bl"], DebugStep.Block, "goes to where the next block begins"),
        Step(["event", "e"], DebugStep.Event, "goes to the end of the event: one hop"),
        Step(["transaction", "tx"], DebugStep.Transaction, "goes to the end of the transaction under way, or of the next one"),
        new(["continue", "c", "run", "r"], "", "goes on to the next breakpoint, or the end", _ => Move(() => Session.Continue(Pause))),
        new(["until", "u"], "LINE", "goes on to a line", Until),
        StepBack(["back", "rstep", "rs"], DebugStep.Into, "goes back to the code before"),
        StepBack(["rnext", "rn"], DebugStep.Over, "goes back over calls"),
        StepBack(["rout", "ro"], DebugStep.Out, "goes back to the call of the running method"),
        StepBack(["rstepi", "rsi"], DebugStep.Statement, "goes back by a single statement"),
        StepBack(["rblock", "rbl"], DebugStep.Block, "goes back to where a block begins"),
        StepBack(["revent", "re"], DebugStep.Event, "goes back to before the event"),
        StepBack(["rtransaction", "rtx"], DebugStep.Transaction, "goes back to the end of the transaction before"),
        new(["reverse", "rc", "rback", "rcontinue"], "", "goes back to the last breakpoint or change of a watched field, or the beginning", _ => Move(() => Session.ReverseContinue(Pause))),
        new(["goto", "g"], "EVENT", "goes to where so many events have been handled", text => Move(() => Session.GoTo(Number(text, 0), Pause))),
        new(["restart"], "", "goes to the beginning", _ => Move(() => Session.GoTo(0))),
        new(["pick"], "N", "chooses which of the ready events in `queue` comes next", Pick),
    ];

    private ShellCommand Step(ImmutableArray<string> names, DebugStep step, string help) =>
        new(names, "[N]", help, text => Repeat(text, () => Session.Step(step, Pause)));

    private ShellCommand StepBack(ImmutableArray<string> names, DebugStep step, string help) =>
        new(names, "[N]", help, text => Repeat(text, () => Session.StepBack(step, Pause)));

    private string Repeat(string times, Func<StopReport> move)
    {
        var count = Number(times, 1);
        return Move(() =>
        {
            var report = move();
            for (var i = 1; i < count && report.Reason is StepDone; i++) report = move() is var next ? next with { Logs = [.. report.Logs, .. next.Logs] } : report;
            return report;
        });
    }

    private string Until(string line)
    {
        if (line.Length == 0) throw new ShellException("the number of a line is missing");
        var file = Session.CurrentSpan?.File ?? Listing.FirstFile;
        string? refusal = null;
        var text = Move(() =>
        {
            (var report, refusal) = Session.RunTo(file, Number(line, 0), Pause);
            return report ?? new StopReport(new StepDone(), Session.Position, []);
        });
        return refusal is null ? text : throw new ShellException(refusal);
    }

    private string Pick(string ready)
    {
        if (ready.Length == 0) throw new ShellException("the number of an event is missing: `queue` shows them");
        if (Session.Choose(Number(ready, 0)) is { } refusal) throw new ShellException(refusal);
        return ReportText.Place(Session, Listing);
    }

    /// <summary>Moves the run and says what was printed or taken back, what was logged, why it stopped, and where.</summary>
    private string Move(Func<StopReport> move)
    {
        var before = Session.OutputSoFar;
        var report = move();
        _frame = 0;
        var text = new StringBuilder();
        if (Session.OutputLength >= before.Length) text.Append(ReportText.Lines("| ", Session.OutputFrom(before.Length)));
        else text.Append(ReportText.Lines("taken back: ", before[Session.OutputLength..]));
        foreach (var log in report.Logs) text.Append($"log: {log}\n");
        text.Append(ReportText.Reason(report.Reason)).Append(ReportText.Place(Session, Listing));
        foreach (var watch in _watches) text.Append($"{watch} = {Value(watch)}\n");
        return text.ToString();
    }

    private string Value(string expression)
    {
        var result = Session.Evaluate(expression, _frame);
        return result.Value is { } value ? ValueNotation.Structural(value) : $"<{result.Error}>";
    }
}
