using NUnit.Framework;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp.Tests;

public sealed class CellTests
{
    private TestNotebook _notebook = new();

    [SetUp]
    public void Begin() => _notebook = new TestNotebook();

    [TestCase("1 + 1", "2")]
    [TestCase("\"a\"", "\"a\"")]
    [TestCase("var x = 1;", null)]
    [TestCase("(string)null", "null")]
    [TestCase("Console.Write(1)", null)]
    [TestCase("await Task.FromResult(3)", "3")]
    [TestCase("Task.FromResult(3)", "a task that is done: write `await` before it to see its result")]
    [TestCase("new[] { 1, 2 }", "int[2] { 1, 2 }")]
    [TestCase("record R(int A); new R(1)", "R { A = 1 }")]
    public async Task The_last_expression_is_the_value(string cell, string? shown) => Assert.That(await _notebook.Value(cell), Is.EqualTo(shown));

    [Test]
    public async Task Cells_see_what_earlier_ones_declare()
    {
        await _notebook.Value("using System.Globalization; int Twice(int x) => 2 * x; class C { public int V => 5; } var c = new C();");
        Assert.That(await _notebook.Value("Twice(c.V) + CultureInfo.InvariantCulture.LCID * 0"), Is.EqualTo("10"));
    }

    [Test]
    public async Task Lists_of_records_are_tables()
    {
        var result = await _notebook.Run("record R(int A, string B); new List<R> { new(1, \"<x>\"), new(2, \"y\") }");
        Assert.That(result.Value!.Contents[MimeBundle.Html], Is.EqualTo(
            "<table>\n<thead><tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr></thead>\n<tbody>\n"
            + "<tr><td>1</td><td>&lt;x&gt;</td></tr>\n<tr><td>2</td><td>y</td></tr>\n</tbody>\n</table>\n"));
    }

    [Test]
    public async Task The_console_goes_to_the_output_while_the_cell_runs_and_back_afterwards()
    {
        var (before, error) = (Console.Out, Console.Error);
        var seen = new List<string>();
        _notebook.Output.Changed += () => seen.Add(_notebook.Output.Printed);
        await _notebook.Value("Console.WriteLine(\"one\"); await Task.Yield(); Console.Write(2.5); Console.Error.Write(\"wrong\");");
        Assert.That(seen, Is.EqualTo((string[])["one\n", "one\n2.5"]));
        Assert.That(_notebook.Output.Errors, Is.EqualTo("wrong"));
        Assert.That((Console.Out, Console.Error), Is.EqualTo((before, error)));
    }

    [Test]
    public async Task What_is_displayed_can_be_replaced()
    {
        await _notebook.Value("var shown = Display(1); shown.Update(StateFlow.Notebooks.Outputs.MimeBundle.OfText(\"2\")); Display(\"a\");");
        Assert.That(_notebook.Output.Displayed.Select(bundle => bundle.PlainText), Is.EqualTo((string[])["2", "\"a\""]));
    }

    [Test]
    public async Task A_refused_cell_says_where_and_changes_nothing()
    {
        var result = await _notebook.Run("var a = 1;\nwhile (a < 2) a += missing;");
        Assert.That(result.Status, Is.EqualTo(CellStatus.Failed));
        Assert.That(result.Error!.Name, Is.EqualTo("CS0103"));
        Assert.That(result.Error.Lines, Is.EqualTo((string[])
        [
            "(2,20): error CS0103: The name 'missing' does not exist in the current context", "  while (a < 2) a += missing;", "                     ^^^^^^^",
        ]));
        Assert.That(result.Diagnostics.Single().Range, Is.EqualTo(new TextRange(30, 37)));
        Assert.That((await _notebook.Run("a")).Error!.Name, Is.EqualTo("CS0103"));
    }

    [Test]
    public async Task An_exception_shows_the_lines_of_cells_alone()
    {
        await _notebook.Value("int Parse(string s)\n{\n    return int.Parse(s);\n}");
        var result = await _notebook.Run("var kept = 4;\nParse(\"x\");");
        Assert.That(result.Error!.Name, Is.EqualTo("System.FormatException"));
        Assert.That(result.Error.Lines, Is.EqualTo((string[])
        [
            "System.FormatException: The input string 'x' was not in a correct format.", "   at cell 1, line 3, in Parse", "   at cell 2, line 2",
        ]));
        Assert.That(await _notebook.Value("kept"), Is.EqualTo("4"));
    }

    [TestCase("while (true) { }")]
    [TestCase("while (true) ;")]
    [TestCase("do i++; while (true);")]
    [TestCase("for (;;) i++;")]
    [TestCase("foreach (var x in Forever()) { } IEnumerable<int> Forever() { while (true) yield return 1; }")]
    [TestCase("again: i++; goto again;")]
    [TestCase("class C { public static void Run() { while (true) { } } } C.Run();")]
    [TestCase("await Task.Run(() => { while (true) { } });")]
    [TestCase("await Task.Delay(-1);")]
    public async Task A_cell_without_an_end_is_interrupted(string cell)
    {
        _notebook.Entities(TestNotebook.Shop);
        await _notebook.Value("var i = 0;");
        using var cancellation = new CancellationTokenSource();
        _notebook.Output.Changed += cancellation.Cancel;
        var result = await _notebook.Run($"Console.Write(\"started\"); {cell}", cancellation.Token);
        Assert.That(result.Status, Is.EqualTo(CellStatus.Interrupted));
        Assert.That(await _notebook.Value("await ann.Balance"), Is.EqualTo("100"));
    }

    [TestCase("int Down(int n) => Down(n + 1) + 1; Down(0)")]
    [TestCase("int Down(int n) { return Down(n + 1) + 1; } Down(0)")]
    [TestCase("class C { public C Next => new C().Next; } new C().Next")]
    public async Task Endless_recursion_fails_and_the_process_lives_on(string cell)
    {
        var result = await _notebook.Run(cell);
        Assert.That(result.Error!.Message, Is.EqualTo("the recursion is too deep"));
        Assert.That(result.Error.Lines, Has.Length.LessThan(30));
    }

    [TestCase("async Task F() => await Task.Yield(); await F(); 1", "1")]
    [TestCase("async Task<int> F() => await Task.FromResult(1); await F()", "1")]
    [TestCase("void F() => Console.Write(1); F(); 1", "1")]
    [TestCase("int F() => throw new Exception(); 1", "1")]
    [TestCase("var k = 1; ref int F() => ref k; 1", "1")]
    [TestCase("class C { int v; public int V { get => v; set => v = value; } public int W => v; } var c = new C { V = 1 }; c.W", "1")]
    [TestCase("int s = 0; for (int a = 0; a < 2; a++) for (int b = 0; b < 2; b++) if (a == b) s++; else s += 10; s", "22")]
    [TestCase("int F(int n) => n switch { 0 => 1, _ => n * F(n - 1) }; F(5)", "120")]
    [TestCase("Expression<Func<int, int>> e = x => x + 1; e.Compile()(1)", "2")]
    public async Task Guards_change_nothing_else(string cell, string value) => Assert.That(await _notebook.Value("using System.Linq.Expressions; " + cell), Is.EqualTo(value));

    [Test]
    public async Task Packages_are_refused_with_a_way_out()
    {
        var result = await _notebook.Run("#r \"nuget: Some.Package\"\n1");
        Assert.That(result.Error!.Message, Does.StartWith("packages cannot be loaded here"));
        Assert.That(result.Diagnostics.Single().Range, Is.EqualTo(new TextRange(0, 24)));
    }

    [Test]
    public async Task A_local_assembly_can_be_referred_to()
    {
        var path = typeof(Assert).Assembly.Location.Replace('\\', '/');
        Assert.That(await _notebook.Value($"#r \"{path}\"\nNUnit.Framework.Is.EqualTo(1) is null"), Is.EqualTo("false"));
    }

    [Test]
    public async Task After_a_reset_everything_is_forgotten()
    {
        await _notebook.Value("var x = 1;");
        _notebook.Session.Reset();
        _notebook.CSharp.Reset();
        Assert.That((await _notebook.Run("x")).Error!.Name, Is.EqualTo("CS0103"));
        Assert.That(await _notebook.Value("var y = 2; y"), Is.EqualTo("2"));
    }

    [TestCase("1 + 1", Completeness.Complete)]
    [TestCase("var x = 1;", Completeness.Complete)]
    [TestCase("while (true) {", Completeness.Incomplete)]
    [TestCase("Foo(1,", Completeness.Incomplete)]
    [TestCase("class C }", Completeness.Invalid)]
    public void A_text_is_complete_or_not(string text, Completeness expected) => Assert.That(_notebook.CSharp.CompletenessOf(text), Is.EqualTo(expected));

    [Test]
    public async Task A_cell_of_a_notebook_may_have_parts_in_both_languages()
    {
        var notebook = new NotebookSession(NotebookOptions.Default with { OtherLanguages = session => [new CSharpLanguage(session)] });
        var result = await notebook.RunAsync($"{TestNotebook.Shop}\n#!csharp\nvar bought = await ann.BuyItem(2, apple);\n#!stateflow\n(bought, ann.Balance)", _notebook.Output, default);
        Assert.That(result.Error, Is.Null);
        Assert.That(result.Value!.PlainText, Is.EqualTo("(true, 90)"));
        const string text = "#!csharp\nann.Buy";
        Assert.That((await notebook.CompleteAsync(text, text.Length, default)).Items.Single().Text, Is.EqualTo("BuyItem"));
    }
}
