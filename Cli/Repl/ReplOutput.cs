using StateFlow.Cli.Output;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Cli.Repl;

/// <summary>Shows what submissions give: values as F# Interactive does, errors with the line and a caret.</summary>
internal sealed class ReplOutput(StandardStreams streams, bool isTerminal, bool isQuiet)
{
    private const int LongestShownLine = 200;

    /// <summary>How long a value may be shown: a list of a million items helps nobody.</summary>
    private const int LongestShownValue = 10_000;

    public void Show(SubmissionResult result)
    {
        Show(result.Diagnostics);
        foreach (var notice in result.Notices) Note(notice);
        if (!isQuiet)
        {
            foreach (var name in result.Declared) streams.Output.WriteLine(Shortened(name.ToString()));
        }

        if (result.Failure is { } failure) Error(failure.Describe());
        if (result.Status == SubmissionStatus.Interrupted) Note("interrupted; the session is as it was before");
        streams.Output.Flush();
    }

    public void Show(ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (Excerpt(diagnostic) is { } excerpt) streams.Report(excerpt);
            if (diagnostic.Severity == Severity.Error) Error(diagnostic.ToString());
            else Note(diagnostic.ToString());
        }
    }

    public void Show(Value value) => streams.Output.WriteLine(Shortened(ValueNotation.Structural(value)));

    public void Error(string text) => streams.Report(Colored(text, Ansi.Red));

    public void Error(CommandError error) => Error(error.ToString());

    public void Note(string text) => streams.Report(Colored(text, Ansi.Yellow));

    /// <summary>The line at fault with carets below the place.</summary>
    private static string? Excerpt(Diagnostic diagnostic)
    {
        if (diagnostic.Source is not { } source) return null;
        var start = diagnostic.Span.Start;
        var lineStart = start.Offset - (start.Column - 1);
        var lineEnd = source.Text.IndexOf('\n', lineStart) is >= 0 and var end ? end : source.Text.Length;
        var line = source.Text[lineStart..lineEnd].TrimEnd('\r');
        if (line.Length is 0 or > LongestShownLine) return null;
        var column = Math.Min(start.Column - 1, line.Length);
        var blank = string.Concat(line[..column].Select(character => character == '\t' ? '\t' : ' '));
        return $"  {line}\n  {blank}{new string('^', Math.Clamp(diagnostic.Span.Length, 1, Math.Max(1, line.Length - column)))}";
    }

    private static string Shortened(string text) =>
        text.Length <= LongestShownValue ? text : $"{text[..LongestShownValue]}... ({text.Length - LongestShownValue} more characters)";

    private string Colored(string text, string color) => isTerminal ? $"{color}{text}{Ansi.Plain}" : text;
}
