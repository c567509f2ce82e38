using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Cells;

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
