using System.Text;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Tests;

/// <summary>
/// Plays the notebooks in <c>tests/Notebooks</c>: <c>&gt;</c> begins a cell and <c>-</c> goes on with it; what follows is all that it gives, in this
/// order: printed lines, <c>~</c> lines of notices, <c>+ TYPE TEXT</c> for each thing shown, of which that form holds that text,
/// <c>=</c> lines of the value as text, and <c>! TEXT</c> for an error whose lines hold that text.
/// </summary>
public sealed class CellTranscriptTests
{
    private static string Folder => Path.Combine(Repository.Root, "tests", "Notebooks");

    private static IEnumerable<TestCaseData> Transcripts() =>
        Directory.GetFiles(Folder, "*.cells").Order(StringComparer.Ordinal).Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Transcripts))]
    public async Task A_notebook_gives_what_its_transcript_says(string file)
    {
        var notebook = new NotebookSession(NotebookOptions.Default);
        var cells = Read(await File.ReadAllLinesAsync(file)).ToList();
        Assert.That(cells, Is.Not.Empty);
        foreach (var (line, cell, expected) in cells)
        {
            var output = new RecordedOutput();
            var result = await notebook.RunAsync(cell, output, CancellationToken.None);
            Compare($"{Path.GetFileName(file)}({line})", expected, result, output);
        }
    }

    private static void Compare(string place, IReadOnlyList<string> expected, CellResult result, RecordedOutput output)
    {
        var shown = output.Displays.Select(display => display.Content).ToList();
        var expectedShown = expected.Where(line => line.StartsWith("+ ", StringComparison.Ordinal)).Select(line => line[2..].Split(' ', 2)).ToList();
        var expectedErrors = expected.Where(line => line.StartsWith("! ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Printed, Is.EqualTo(Lines(expected.Where(line => line is "" || "~+=!".IndexOf(line[0]) < 0))), $"{place}: printed");
            Assert.That(output.Errors, Is.EqualTo(Lines(expected.Where(line => line.StartsWith("~ ", StringComparison.Ordinal)).Select(line => line[2..]))), $"{place}: notices");
            Assert.That(result.Value?.PlainText ?? "", Is.EqualTo(Lines(expected.Where(line => line.StartsWith("= ", StringComparison.Ordinal)).Select(line => line[2..])).TrimEnd('\n')), $"{place}: value");
            Assert.That(result.Status, Is.EqualTo(expectedErrors.Count > 0 ? CellStatus.Failed : CellStatus.Done), $"{place}: {string.Join('\n', result.Error?.Lines ?? [])}");
            foreach (var error in expectedErrors) Assert.That(string.Join('\n', result.Error?.Lines ?? []), Does.Contain(error), $"{place}: error");
            Assert.That(shown, Has.Count.EqualTo(expectedShown.Select(words => words[0]).Count()), $"{place}: things shown");
            foreach (var (content, words) in shown.Zip(expectedShown))
                Assert.That(content.Contents.GetValueOrDefault(Mime(words[0])), Does.Contain(words[1]), $"{place}: {words[0]}");
        }
    }

    private static string Mime(string name) => name switch
    {
        "text" => MimeBundle.Text,
        "html" => MimeBundle.Html,
        "svg" => MimeBundle.Svg,
        "json" => MimeBundle.Json,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "expected text, html, svg or json"),
    };

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static IEnumerable<(int Line, string Cell, IReadOnlyList<string> Expected)> Read(string[] lines)
    {
        for (var at = 0; at < lines.Length;)
        {
            if (!lines[at].StartsWith("> ", StringComparison.Ordinal)) throw new FormatException($"line {at + 1}: expected `> `");
            var first = at + 1;
            var cell = new StringBuilder(lines[at++][2..]);
            while (at < lines.Length && (lines[at] == "-" || lines[at].StartsWith("- ", StringComparison.Ordinal))) cell.Append('\n').Append(lines[at++].AsSpan(1).TrimStart(' ').Length == 0 ? "" : lines[at - 1][2..]);
            var expected = new List<string>();
            while (at < lines.Length && !lines[at].StartsWith("> ", StringComparison.Ordinal)) expected.Add(lines[at++]);
            yield return (first, cell.ToString(), expected);
        }
    }
}
