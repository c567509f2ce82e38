using StateFlow.Interpreter.Values;

namespace StateFlow.Cli.Debugging;

/// <content>The commands that show something.</content>
internal sealed partial class DebuggerShell
{
    private const int ListedAround = 5;

    private IEnumerable<ShellCommand> LookingCommands() =>
    [
        new(["where", "w"], "", "shows where the run stands", _ => ReportText.Place(Session, Listing)),
        new(["print", "p"], "EXPRESSION", "evaluates an expression here, without effects", text => text.Length == 0 ? throw new ShellException("an expression is missing") : $"{Print(text)}\n"),
        new(["display", "di"], "[EXPRESSION]", "shows the value of an expression after each step; without one, forgets them all", Display),
        new(["state", "st"], "[ENTITY]", "shows the states of all entities, of a type, or of one", text => ReportText.States(Session, text)),
        new(["queue", "qu"], "", "shows the events that wait, with numbers for `pick`", _ => ReportText.Queue(Session)),
        new(["frames", "bt"], "", "shows what runs and waits, across entities, with variables", _ => ReportText.Frames(Session, _frame)),
        new(["frame", "f"], "N", "evaluates expressions in another frame of `frames`", Frame),
        new(["list", "l"], "[LINE]", "shows the source around here, or around a line", List),
        new(["output"], "", "shows all that the program has printed", _ => Session.OutputSoFar is [.., not '\n'] text ? $"{text}\n" : Session.OutputSoFar),
    ];

    private string Print(string expression)
    {
        var result = Session.Evaluate(expression, _frame);
        return result.Value is { } value ? ValueNotation.Structural(value) : throw new ShellException(result.Error ?? "there is no value");
    }

    private string Display(string expression)
    {
        if (expression.Length == 0)
        {
            _watches.Clear();
            return "";
        }

        _watches.Add(expression);
        return $"{expression} = {Value(expression)}\n";
    }

    private string Frame(string number)
    {
        var count = Session.Frames.Length;
        var index = Number(number, 0);
        if (index >= count) throw new ShellException(count == 0 ? "nothing runs" : $"there is no frame {index}: they are numbered from 0 to {count - 1}");
        _frame = index;
        return ReportText.Frames(Session, _frame);
    }

    private string List(string line)
    {
        var span = Session.Frames is { IsEmpty: false } frames ? frames[Math.Min(_frame, frames.Length - 1)].Span : (Language.Syntax.SourceSpan?)null;
        var file = span?.File ?? Listing.FirstFile;
        var current = span?.Start.Line;
        return Listing.Around(file, Number(line, current ?? 1), current, ListedAround);
    }
}
