using System.Text;
using StateFlow.Language.Syntax;

namespace StateFlow.Cli.Repl;

/// <summary>Cuts lines that come through a pipe into submissions.</summary>
/// <remarks>
/// By the offside rule: a line that begins in the first column begins a submission, unless the text before it is unfinished or the
/// line goes on with it, as <c>else</c> and closing brackets do. So a source file can be fed as it is.
/// </remarks>
internal sealed class PipedInput(TextReader lines) : IReplInput
{
    /// <summary>Longer unfinished texts are not parsed again at each line, which would take time quadratic in their length.</summary>
    private const int LengthParsedAtEachLine = 5_000;

    /// <summary>The diagnostic of a text that cannot be cut, because it is too long to be parsed; it is read to its end and refused once.</summary>
    private const string TextTooLong = "SF0113";

    private static readonly string[] Continuations =
        [")", "]", "}", "|", "else", "elif", "with", "then", "and", "in", "do", ">>", "&&", "::", "@"];

    private string? _next;

    public string? Read(string prompt)
    {
        var text = new StringBuilder();
        var lengthToParse = 0;
        while ((_next ?? lines.ReadLine()) is { } line)
        {
            _next = null;
            if (IsCommand(line) && text.Length == 0) return line;
            if (EndsSubmission(line, text, ref lengthToParse))
            {
                _next = line;
                return text.ToString();
            }

            if (text.Length > 0 || !string.IsNullOrWhiteSpace(line)) text.Append(line).Append('\n');
            if (line.TrimEnd().EndsWith(";;", StringComparison.Ordinal)) return WithoutEnd(text.ToString());
        }

        return text.Length == 0 ? null : text.ToString();
    }

    /// <summary>The text without F# Interactive's end of a submission.</summary>
    public static string WithoutEnd(string text) =>
        text.TrimEnd() is var trimmed && trimmed.EndsWith(";;", StringComparison.Ordinal) ? trimmed[..^2] : text;

    private static bool EndsSubmission(string line, StringBuilder text, ref int lengthToParse)
    {
        if (text.Length == 0 || text.Length < lengthToParse || line == "" || char.IsWhiteSpace(line[0])) return false;
        if (!IsCommand(line) && Continuations.Any(word => Begins(line, word))) return false;
        var source = text.ToString();
        if (IsOnlyComments(source)) return false;
        var parsed = Parser.Parse(new SourceText("stdin", source));
        if (text.Length > LengthParsedAtEachLine) lengthToParse = parsed.Diagnostics is [{ Code: TextTooLong }] ? int.MaxValue : 2 * text.Length;
        return !parsed.IsIncomplete && lengthToParse != int.MaxValue;
    }

    private static bool IsCommand(string line) => line.StartsWith(':') && !line.StartsWith("::", StringComparison.Ordinal);

    private static bool Begins(string line, string word) =>
        line.StartsWith(word, StringComparison.Ordinal) && (!char.IsLetter(word[0]) || line.Length == word.Length || !char.IsLetterOrDigit(line[word.Length]));

    private static bool IsOnlyComments(string source) =>
        source.Length < LengthParsedAtEachLine && source.Split('\n').All(line => string.IsNullOrWhiteSpace(line) || line.StartsWith("//", StringComparison.Ordinal));
}
