using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Values;

namespace StateFlow.Cli.Debugging;

/// <summary>Draws a whole screen: source, states, events, frames and output.</summary>
internal static class ScreenView
{
    private const int BorderWidth = 4;
    private const int BorderHeight = 2;
    private const int LeastWidth = 40;
    private const int LeastHeight = 12;

    private static readonly Style Plain = Style.Plain;
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Current = new(Color.Black, Color.Yellow);
    private static readonly Style Stop = new(Color.Red);
    private static readonly Style Changed = new(Color.Yellow, decoration: Decoration.Bold);

    /// <summary>The screen as text with control sequences.</summary>
    /// <param name="before">The states, as text by entity and field, before the last command; what differs is marked.</param>
    /// <param name="message">What the last command said.</param>
    public static string Draw(DebuggerShell shell, IReadOnlyDictionary<string, string> before, string message, int width, int height)
    {
        if (width < LeastWidth || height < LeastHeight) return $"The window is too small: {LeastWidth} columns and {LeastHeight} lines are needed.";
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Height = height;
        console.Profile.Capabilities.Unicode = true;

        var (left, lower) = (width * 3 / 5, height / 4);
        var right = width - left;
        var upper = height - lower;
        var third = height / 3;
        console.Write(new Layout().SplitColumns(
            new Layout("left").Size(left).SplitRows(
                Pane("source", Place(shell), Source(shell, upper - BorderHeight), left, upper),
                Pane("output", "output", Output(shell, message), left, lower, fromEnd: true)),
            new Layout("right").Size(right).SplitRows(
                Pane("state", "state", States(shell.Session, before), right, third),
                Pane("queue", "events", Lines(ReportText.Ahead(shell.Session) + ReportText.Queue(shell.Session)), right, third),
                Pane("frames", "frames", Lines(ReportText.Frames(shell.Session, shell.SelectedFrame)), right, height - 2 * third))));
        return writer.ToString().TrimEnd('\n').Replace("\n", "\r\n");
    }

    /// <summary>The states of entities and script, by entity and field.</summary>
    public static Dictionary<string, string> Snapshot(DebugSession session) => session.Entities.Values
        .SelectMany(state => session.FieldsOf(state.Entity).Select(field => (Key: $"{state.Entity}.{field.Name}", Value: ValueNotation.Structural(field.Value))))
        .ToDictionary(field => field.Key, field => field.Value);

    private static Layout Pane(string name, string title, IEnumerable<(string Text, Style Style)> lines, int width, int height, bool fromEnd = false)
    {
        var all = lines.ToList();
        var room = height - BorderHeight;
        var shown = fromEnd ? all.Skip(all.Count - room) : all.Take(room);
        var rows = new Rows(shown.Select(IRenderable (line) => new Text(Cut(line.Text, width - BorderWidth), line.Style)));
        return new Layout(name, new Panel(rows) { Expand = true, Height = height, Header = new PanelHeader(Markup.Escape(Cut(title, width - BorderWidth - 2))) }).Size(height);
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, Math.Max(0, width - 1)), "…");

    private static string Place(DebuggerShell shell) => ReportText.Place(shell.Session, shell.Listing).Split('\n')[0];

    private static IEnumerable<(string, Style)> Source(DebuggerShell shell, int height)
    {
        var (file, line) = shell.ShownLine;
        var lines = shell.Listing.Lines(file);
        var current = shell.Session.CurrentSpan is { } span && span.File == file ? span.Start.Line : 0;
        var stops = shell.Session.Breakpoints.Select(breakpoint => breakpoint.Target).OfType<LineTarget>().Where(target => target.File == file).Select(target => target.Line).ToHashSet();
        var first = Math.Clamp(line - height / 2, 1, Math.Max(1, lines.Count - height + 1));
        for (var i = first; i < first + height && i <= lines.Count; i++)
            yield return ($"{(stops.Contains(i) ? "●" : " ")}{shell.Listing.Line(file, i, i == current)}", i == current ? Current : stops.Contains(i) ? Stop : Plain);
    }

    private static IEnumerable<(string, Style)> States(DebugSession session, IReadOnlyDictionary<string, string> before)
    {
        foreach (var entity in session.Entities.Keys.OrderBy(entity => entity.ToString(), StringComparer.Ordinal))
        {
            var fields = session.FieldsOf(entity);
            if (fields.IsEmpty) continue;
            yield return (entity == Interpreter.Execution.Scheduler.Script ? "script" : $"{entity}", Faint);
            foreach (var field in fields)
            {
                var value = ValueNotation.Structural(field.Value);
                var isSame = before.TryGetValue($"{entity}.{field.Name}", out var old) && old == value;
                yield return ($"  {field.Name} = {value}{(isSame || old is null ? "" : $"  (was {old})")}", isSame ? Plain : Changed);
            }
        }
    }

    private static IEnumerable<(string, Style)> Output(DebuggerShell shell, string message) =>
        Lines(shell.Session.OutputSoFar).Concat(message.Split('\n').Where(line => line.Length > 0).Select(line => (line, Faint)));

    private static IEnumerable<(string, Style)> Lines(string text) => (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => (line, Plain));
}
