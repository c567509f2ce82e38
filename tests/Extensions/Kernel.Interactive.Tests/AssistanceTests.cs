using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace StateFlow.Interactive.Tests;

public sealed class AssistanceTests
{
    private InteractiveNotebook _notebook = null!;

    [OneTimeSetUp]
    public async Task Create() => _notebook = await InteractiveNotebook.WithShopAsync();

    [OneTimeTearDown]
    public void Close() => _notebook.Dispose();

    [Test]
    public async Task Members_are_completed()
    {
        var seen = await _notebook.CommandAsync(new RequestCompletions("#!stateflow\nann.Bu", new LinePosition(1, 6)));
        var found = seen.All<CompletionsProduced>().Single();
        Assert.That(found.Completions.Select(item => item.InsertText), Does.Contain("BuyItem"));
        Assert.That(found.LinePositionSpan, Is.EqualTo(new LinePositionSpan(new LinePosition(1, 4), new LinePosition(1, 6))));
    }

    [Test]
    public async Task Hover_tells_signature_and_documentation()
    {
        var seen = await _notebook.CommandAsync(new RequestHoverText("#!stateflow\nann.BuyItem(1, apple)", new LinePosition(1, 6)));
        var hover = seen.All<HoverTextProduced>().Single();
        Assert.That(hover.Content.Last().Value, Does.Contain("BuyItem(amount: int, item: Item)").And.Contain("Buys some of an item."));
        Assert.That(hover.LinePositionSpan, Is.EqualTo(new LinePositionSpan(new LinePosition(1, 4), new LinePosition(1, 11))));
    }

    [Test]
    public async Task The_signature_is_shown_with_the_parameter_at_hand()
    {
        var seen = await _notebook.CommandAsync(new RequestSignatureHelp("#!stateflow\nann.BuyItem(1, ", new LinePosition(1, 15)));
        var help = seen.All<SignatureHelpProduced>().Single();
        Assert.That((help.Signatures.Single().Parameters.Select(parameter => parameter.Label), help.ActiveParameterIndex), Is.EqualTo((new[] { "amount: int", "item: Item" }, 1)));
    }

    [Test]
    public async Task In_csharp_cells_the_entities_are_completed()
    {
        var seen = await _notebook.CommandAsync(new RequestCompletions("#!csharp\nann.Bu", new LinePosition(1, 6)));
        Assert.That(seen.All<CompletionsProduced>().Single().Completions.Select(item => item.DisplayText), Does.Contain("BuyItem"));
    }
}
