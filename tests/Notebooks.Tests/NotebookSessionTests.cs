using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Tests;

public sealed class NotebookSessionTests
{
    private static NotebookSession Notebook() => new(NotebookOptions.Default);

    private static Task<CellResult> Run(NotebookSession notebook, string cell, CancellationToken cancellation = default) =>
        notebook.RunAsync(cell, new RecordedOutput(), cancellation);

    [Test]
    public async Task An_interrupted_cell_changes_nothing_and_the_next_one_runs()
    {
        var notebook = Notebook();
        await Run(notebook, "let x = 1");
        using var interruption = new CancellationTokenSource();
        var output = new RecordedOutput { OnPrint = _ => interruption.Cancel() };
        var interrupted = await notebook.RunAsync("let x = 2\nprintfn \"on\"\nwhile true do ()", output, interruption.Token);
        var next = await Run(notebook, "x");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(interrupted.Status, Is.EqualTo(CellStatus.Interrupted));
            Assert.That(next.Value?.PlainText, Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task Diagnostics_stand_where_they_are_in_the_cell()
    {
        const string Cell = "#!time\r\n1 + 1\r\n#!nonsense\r\nlet y = unknwn + 1";
        var diagnostics = await Notebook().DiagnoseAsync(Cell, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(diagnostics.Select(diagnostic => diagnostic.Code), Is.EqualTo(new[] { "SF0701", "SF0201" }));
            Assert.That(diagnostics.Select(diagnostic => Cell[diagnostic.Range.Start..diagnostic.Range.End]), Is.EqualTo(new[] { "#!nonsense", "unknwn" }));
            Assert.That(diagnostics.Select(diagnostic => diagnostic.Severity), Is.All.EqualTo(Severity.Error));
        }
    }

    [Test]
    public async Task To_diagnose_a_cell_does_not_run_it()
    {
        var notebook = Notebook();
        await notebook.DiagnoseAsync("let x = 1", CancellationToken.None);
        Assert.That((await Run(notebook, "x")).Error?.Name, Is.EqualTo("SF0201"));
    }

    [TestCase("1 + 1", Completeness.Complete)]
    [TestCase("", Completeness.Complete)]
    [TestCase("#!graph calls", Completeness.Complete)]
    [TestCase("let f (x: int) : int =", Completeness.Incomplete)]
    [TestCase("[1; 2", Completeness.Incomplete)]
    [TestCase("#!trace\n[1; 2", Completeness.Incomplete)]
    [TestCase("let = 5", Completeness.Invalid)]
    public void A_cell_is_complete_or_not(string cell, Completeness completeness) => Assert.That(Notebook().CompletenessOf(cell), Is.EqualTo(completeness));

    [Test]
    public async Task After_a_reset_nothing_is_declared()
    {
        var notebook = Notebook();
        await Run(notebook, "let x = 1");
        notebook.Reset();
        Assert.That((await Run(notebook, "x")).Error?.Name, Is.EqualTo("SF0201"));
    }

    [Test]
    public async Task What_an_exploration_shows_does_not_depend_on_its_time()
    {
        var notebook = Notebook();
        await Run(notebook, "entity Account(owner: string) =\n    key owner\n    let mutable balance = 0\n    member this.Add(amount: int) : unit = balance <- balance + amount");
        var output = new RecordedOutput();
        for (var i = 0; i < 2; i++) await notebook.RunAsync("#!explore\nAccount(\"ann\").Add(1)", output, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Displays[1].Content.Contents, Is.EqualTo(output.Displays[0].Content.Contents));
            Assert.That(output.Displays.SelectMany(display => display.Content.Contents.Values), Has.None.Match(@"[0-9] s\b").And.All.Contains("1 interleavings"));
        }
    }

    [Test]
    public async Task The_text_of_a_run_to_step_through_keeps_its_lines()
    {
        var output = new RecordedOutput();
        await Notebook().RunAsync("#!step\nprintfn \"on\"", output, CancellationToken.None);
        var shown = output.Displays.Single().Content;
        Assert.That(shown.Contents[MimeBundle.Html], Does.Contain(shown.PlainText.Split('\n')[0] + "\n"));
    }

    [Test]
    public async Task A_warning_is_shown_and_stops_nothing()
    {
        var output = new RecordedOutput();
        var result = await Notebook().RunAsync("match Some 1 with\n| Some x -> x", output, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Value?.PlainText, Is.EqualTo("1"));
            Assert.That(result.Diagnostics.Single().Severity, Is.EqualTo(Severity.Warning));
            Assert.That(output.Displays.Single().Content.PlainText, Does.Contain("warning SF05"));
        }
    }
}
