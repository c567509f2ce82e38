using NUnit.Framework;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.CSharp.Tests;

public sealed class AssistanceTests
{
    private TestNotebook _notebook = new();

    [SetUp]
    public void Begin()
    {
        _notebook = new TestNotebook();
        _notebook.Entities(TestNotebook.Shop);
    }

    [Test]
    public async Task Members_of_an_entity_are_completed_with_their_signatures()
    {
        const string text = "await ann.Bu";
        var completions = await _notebook.CSharp.CompleteAsync(text, text.Length, default);
        Assert.That(completions.Replaced, Is.EqualTo(new TextRange(10, 12)));
        var item = completions.Items.Single();
        Assert.That((item.Text, item.Kind), Is.EqualTo(("BuyItem", CompletionKind.Method)));
        Assert.That(item.Detail, Does.Contain("Task<bool> User.BuyItem(long amount, Item item, [CancellationToken cancellation = default])"));
        Assert.That(item.Documentation, Does.Contain("Buys some of an item."));
    }

    [Test]
    public async Task After_a_dot_all_members_are_offered()
    {
        var completions = await _notebook.CSharp.CompleteAsync("ann.", 4, default);
        Assert.That(completions.Items.Select(item => item.Text), Is.SupersetOf((string[])["Balance", "BuyItem", "Fail", "Key"]));
        Assert.That(completions.Items.Select(item => item.Text), Has.None.EqualTo("CallAsync"));
    }

    [Test]
    public async Task Names_of_earlier_cells_and_words_are_completed()
    {
        await _notebook.Value("var remembered = 1; class Remembers { }");
        var completions = await _notebook.CSharp.CompleteAsync("var y = rem", 11, default);
        Assert.That(completions.Items.Select(item => item.Text), Is.SupersetOf((string[])["remembered", "Remembers"]));
        Assert.That((await _notebook.CSharp.CompleteAsync("whi", 3, default)).Items.Single(item => item.Text == "while").Kind, Is.EqualTo(CompletionKind.Keyword));
    }

    [Test]
    public async Task Hover_shows_signature_and_comment()
    {
        var hover = await _notebook.CSharp.HoverAsync("await ann.BuyItem(1, apple)", 12, default);
        Assert.That(hover!.Range, Is.EqualTo(new TextRange(10, 17)));
        Assert.That(hover.Content.PlainText, Does.Contain("User.BuyItem(long amount, Item item").And.Contain("Buys some of an item."));
        Assert.That(await _notebook.CSharp.HoverAsync("   ", 1, default), Is.Null);
    }

    [TestCase("ann.BuyItem(", 12, 0)]
    [TestCase("ann.BuyItem(1, ", 15, 1)]
    [TestCase("ann.BuyItem(1, apple)", 17, 1)]
    public async Task Signatures_say_which_argument_is_written(string text, int position, int parameter)
    {
        var signatures = await _notebook.CSharp.SignaturesAsync(text, position, default);
        Assert.That(signatures!.ActiveParameter, Is.EqualTo(parameter));
        var signature = signatures.Signatures[signatures.ActiveSignature];
        Assert.That(signature.Label, Is.EqualTo("Task<bool> BuyItem(long amount, Item item, CancellationToken cancellation = default)"));
        Assert.That(signature.Parameters.Take(2), Is.EqualTo((string[])["long amount", "Item item"]));
        Assert.That(signature.Parameters.All(one => signature.Label.Contains(one)));
    }

    [Test]
    public async Task Overloads_are_all_shown_and_the_one_that_fits_is_active()
    {
        var signatures = await _notebook.CSharp.SignaturesAsync("\"abc\".Substring(1, 2)", 19, default);
        Assert.That(signatures!.Signatures, Has.Length.EqualTo(2));
        Assert.That(signatures.Signatures[signatures.ActiveSignature].Label, Is.EqualTo("string Substring(int startIndex, int length)"));
        Assert.That(await _notebook.CSharp.SignaturesAsync("1 + 2", 3, default), Is.Null);
    }

    [Test]
    public async Task Diagnostics_come_without_running()
    {
        var diagnostics = await _notebook.CSharp.DiagnoseAsync("Console.Write(1); int x = \"a\";", default);
        Assert.That(diagnostics.Single().Range, Is.EqualTo(new TextRange(26, 29)));
        Assert.That(_notebook.Output.Printed, Is.Empty);
        Assert.That(await _notebook.CSharp.DiagnoseAsync("await ann.BuyItem(1, apple)", default), Is.Empty);
    }
}
