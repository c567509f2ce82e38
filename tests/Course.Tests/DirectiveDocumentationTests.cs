using System.Text.RegularExpressions;
using StateFlow.Notebooks;
using StateFlow.Notebooks.CSharp;
using StateFlow.Notebooks.Outputs;
using StateFlow.Tests.Shared;

namespace StateFlow.Course.Tests;

/// <summary>The table of directives in the documentation is what <c>#!help</c> says.</summary>
public sealed partial class DirectiveDocumentationTests
{
    [Test]
    public async Task The_table_is_the_help()
    {
        var output = new Help();
        var options = NotebookOptions.Default with { OtherLanguages = session => [new CSharpLanguage(session)] };
        await new NotebookSession(options).RunAsync("#!help", output, CancellationToken.None);

        var help = output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => HelpLine().Match(line)).Select(line => (line.Groups["usage"].Value, line.Groups["meaning"].Value));
        var table = TableLine().Matches(await File.ReadAllTextAsync(Repository.PathOf("docs", "notebooks.md")))
            .Select(line => (line.Groups["usage"].Value.Replace("\\|", "|"), line.Groups["meaning"].Value));
        Assert.That(table, Is.EqualTo(help));
    }

    [GeneratedRegex(@"^(?<usage>.*?)  +(?<meaning>.*)$")]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"^\| `(?<usage>#!.*?)` \| (?<meaning>.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableLine();

    /// <summary>Keeps the text of what is displayed.</summary>
    private sealed class Help : ICellOutput
    {
        public string Text { get; private set; } = "";

        public void Print(string text) => Text += text;

        public void PrintError(string text) => Text += text;

        public IDisplay Display(MimeBundle content)
        {
            Text += content.PlainText;
            return new Displayed();
        }
    }

    private sealed class Displayed : IDisplay
    {
        public void Update(MimeBundle content) => throw new NotSupportedException();
    }
}
