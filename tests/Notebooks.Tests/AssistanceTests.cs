using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.Tests;

/// <summary>
/// Asks what <c>tests/Notebooks/assistance.txt</c> asks, in a notebook that has run the shop: <c>hover</c>, <c>call</c> or <c>complete</c>, a cell with
/// a last <c>|</c> where the cursor is and <c>\n</c> for new lines, <c>=></c> and the answer: a signature, the parameter's number and the signature, or the completions
/// (all of them, or the first ones if <c>...</c> follows).
/// </summary>
public sealed class AssistanceTests
{
    private NotebookSession _notebook = null!;

    private static string Questions => Path.Combine(Repository.Root, "tests", "Notebooks", "assistance.txt");

    private static IEnumerable<TestCaseData> Lines() => File.ReadLines(Questions)
        .Where(line => line != "" && !line.StartsWith('#'))
        .Select(line => new TestCaseData(line).SetArgDisplayNames(line));

    [OneTimeSetUp]
    public async Task RunTheShop()
    {
        _notebook = new NotebookSession(NotebookOptions.Default);
        var shop = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "shop.sf"));
        var result = await _notebook.RunAsync(shop, new RecordedOutput(), CancellationToken.None);
        Assert.That(result.Status, Is.EqualTo(CellStatus.Done));
    }

    [TestCaseSource(nameof(Lines))]
    public async Task Help_is_what_the_line_says(string line)
    {
        var (question, expected) = (line[..line.IndexOf("=>", StringComparison.Ordinal)].TrimEnd(), line[(line.IndexOf("=>", StringComparison.Ordinal) + 2)..].Trim());
        var space = question.IndexOf(' ');
        var cell = question[(space + 1)..].Replace("\\n", "\n", StringComparison.Ordinal);
        var position = cell.LastIndexOf('|');
        cell = cell.Remove(position, 1);
        var answer = question[..space] switch
        {
            "hover" => await Hover(cell, position),
            "call" => await Call(cell, position),
            "complete" => await Complete(cell, position),
            var other => throw new FormatException($"expected hover, call or complete, not {other}"),
        };
        if (expected.EndsWith(" ...", StringComparison.Ordinal)) Assert.That(answer, Does.StartWith(expected[..^4]));
        else Assert.That(answer, Is.EqualTo(expected));
    }

    private async Task<string> Hover(string cell, int position) =>
        (await _notebook.HoverAsync(cell, position, CancellationToken.None))?.Content.PlainText.Replace("\n\n", " // ", StringComparison.Ordinal) ?? "nothing";

    private async Task<string> Call(string cell, int position) => await _notebook.SignaturesAsync(cell, position, CancellationToken.None) is { } help
        ? $"{help.ActiveParameter} {help.Signatures[help.ActiveSignature].Label}"
        : "nothing";

    private async Task<string> Complete(string cell, int position)
    {
        var completions = await _notebook.CompleteAsync(cell, position, CancellationToken.None);
        return completions.Items.IsEmpty ? "nothing" : string.Join(' ', completions.Items.Select(item => item.Text));
    }
}
