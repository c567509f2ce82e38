using System.Text.RegularExpressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Conformance.Tests.Programs;

/// <summary>A mark such as <c>//! error SF0301 "found string"</c>: what is to be reported at its line. A comment may hold several.</summary>
/// <param name="Kind"><c>error</c>, <c>warning</c> or <c>failure</c>.</param>
/// <param name="Code">The code, if the comment names one.</param>
/// <param name="Fragment">A part of the message; empty if the comment quotes none.</param>
public sealed partial record Marker(string Kind, string? Code, string Fragment, int Line)
{
    private const string Start = "//!";

    /// <summary>All markers of a text, in order.</summary>
    public static ImmutableArray<Marker> In(string text) =>
    [
        .. text.Split('\n').SelectMany((line, index) => Form().Matches(CommentOf(line)).Select(match => Of(match, index + 1))),
    ];

    /// <summary>Whether the marker asks for this diagnostic.</summary>
    public bool IsMetBy(Diagnostic diagnostic) =>
        diagnostic.Span.Start.Line == Line
        && diagnostic.Severity.ToString().Equals(Kind, StringComparison.OrdinalIgnoreCase)
        && (Code is null || diagnostic.Code == Code)
        && diagnostic.Message.Contains(Fragment, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"line {Line}: {Kind} {Code} {(Fragment == "" ? "" : $"\"{Fragment}\"")}".TrimEnd();

    private static string CommentOf(string line) => line.LastIndexOf(Start, StringComparison.Ordinal) is >= 0 and var index ? line[index..] : "";

    private static Marker Of(Match match, int line) => new(
        match.Groups["kind"].Value,
        match.Groups["code"] is { Success: true } code ? code.Value : null,
        match.Groups["fragment"].Value.Replace("\\\"", "\""),
        line);

    [GeneratedRegex("""(?<kind>error|warning|failure)\b(\s+(?<code>SF\d{4}))?(\s+"(?<fragment>([^"\\]|\\.)*)")?""")]
    private static partial Regex Form();
}
