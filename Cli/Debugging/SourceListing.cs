using System.Globalization;
using System.Text;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Cli.Debugging;

/// <summary>The lines of the program's texts.</summary>
internal sealed class SourceListing(Program program)
{
    private readonly Dictionary<string, string[]> _lines = program.Sources
        .DistinctBy(source => source.File)
        .ToDictionary(source => source.File, source => source.Text.ReplaceLineEndings("\n").Split('\n'));

    public string FirstFile => program.Sources.Count > 0 ? program.Sources[0].File : "";

    public bool HasSeveralFiles => _lines.Count > 1;

    /// <summary>The lines of a file; none if there is no such file.</summary>
    public IReadOnlyList<string> Lines(string file) => _lines.GetValueOrDefault(file) ?? [];

    /// <summary>A line with its number, and marked if it is the current one.</summary>
    public string Line(string file, int line, bool isCurrent = false) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(isCurrent ? "->" : "  ")} {line,4}  {(line <= Lines(file).Count ? Lines(file)[line - 1] : "")}").TrimEnd();

    /// <summary>The line of what runs next, and below it a mark under the very part.</summary>
    public string Excerpt(SourceSpan span)
    {
        var text = Line(span.File, span.Start.Line, isCurrent: true);
        if (span.Length == 0 || span.Start.Line > Lines(span.File).Count) return $"{text}\n";
        var length = span.End.Line == span.Start.Line ? span.Length : Lines(span.File)[span.Start.Line - 1].TrimEnd().Length - span.Start.Column + 1;
        return $"{text}\n{new string(' ', 9 + span.Start.Column - 1)}{new string('^', Math.Max(1, length))}\n";
    }

    /// <summary>The lines around one.</summary>
    public string Around(string file, int line, int? current, int distance)
    {
        var text = new StringBuilder();
        for (var i = Math.Max(1, line - distance); i <= Math.Min(Lines(file).Count, line + distance); i++) text.Append(Line(file, i, i == current)).Append('\n');
        return text.ToString();
    }
}
