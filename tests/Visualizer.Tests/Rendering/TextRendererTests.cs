using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Tests.Rendering;

public sealed class TextRendererTests
{
    [Test]
    public void A_method_is_a_list_of_its_blocks()
    {
        var text = new TextRenderer().Render(MethodDiagram.Of(Programs.Read("samples/shop.sf"), "User.BuyItem"));
        Assert.That(text, Does.StartWith("""
            User.BuyItem(amount: int, item: Item) : bool, transactional

            (BuyItem)  on User
              --> b0  (amount, item)

            [b0> calls Item.Price  on User
                item.Price
              ==> Item.Price  (keeps amount, item)

            [Item.Price]  on Item
              - -> b1  (price)

            <b1> decides  on User
                let total = amount * item.Price
                if balance < total
              --> b2  (true)
              --> b3  (false)

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Text_of_a_program_commands_no_terminal()
    {
        var node = new DiagramNode("a", NodeKind.Code, "\u001B[31mred", "", []);
        Assert.That(new TextRenderer().Render(new Diagram("t", "", FlowDirection.Down, [node], [], [])), Is.EqualTo("t\n\n[ [31mred]\n"));
    }
}
