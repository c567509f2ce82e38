using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Tests.Diagrams;

public sealed class ProgramDiagramTests
{
    [Test]
    public void The_dataflow_shows_operators_with_state_and_the_calls_between_them()
    {
        var diagram = DataflowDiagram.Of(Programs.Read("samples/shop.sf"));
        var user = diagram.Nodes.Single(node => node.Title == "User");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(diagram.Nodes.Select(node => node.Title), Is.EqualTo(new[] { "ingress", "Item", "User", "egress" }));
            Assert.That(user.Sections[0], Is.EqualTo(new[] { "key username: string", "balance: int" }));
            Assert.That(user.Sections[1], Is.EqualTo(new[] { "Balance: int", "Deposit(amount): unit", "BuyItem(amount, item): bool" }));
            Assert.That(diagram.Edges.Single(edge => edge.From == user.Id && edge.Kind == EdgeKind.RemoteCall).Label, Is.EqualTo(new[] { "Price", "UpdateStock" }));
            Assert.That(diagram.Edges.Count(edge => edge.To == "egress" && edge.Kind == EdgeKind.Answer), Is.EqualTo(2));
        }
    }

    [Test]
    public void An_operator_that_calls_its_own_type_is_recursive() => Assert.That(
        DataflowDiagram.Of(Programs.Read("samples/booking.sf")).Edges.Where(edge => edge.Kind == EdgeKind.Recursion).Select(edge => (edge.From, edge.To)),
        Is.EqualTo(new[] { ("operator Traveller", "operator Traveller") }));

    [Test]
    public void Each_method_is_in_the_lane_of_its_operator()
    {
        var diagram = CallsDiagram.Of(Programs.Read("samples/shop.sf"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(diagram.Lanes.Select(lane => lane.Title), Is.EqualTo(new[] { "script", "Item", "User" }));
            Assert.That(diagram.Nodes.Single(node => node.Id == "User.BuyItem").Lane, Is.EqualTo("User"));
            Assert.That(diagram.Edges.Single(edge => (edge.From, edge.To) == ("User.BuyItem", "Item.Price")).Kind, Is.EqualTo(EdgeKind.RemoteCall));
            Assert.That(diagram.Edges.Single(edge => (edge.From, edge.To) == ("script", "report")).Kind, Is.EqualTo(EdgeKind.LocalCall));
        }
    }

    [Test]
    public void Calls_that_may_lead_back_are_recursive()
    {
        var diagram = CallsDiagram.Of(Programs.Compile("""
            let rec isEven (n: int) : bool = if n = 0 then true else isOdd (n - 1)
            and isOdd (n: int) : bool = if n = 0 then false else isEven (n - 1)
            printfn $"{isEven 4}"
            """));
        Assert.That(diagram.Edges.Count(edge => edge.Kind == EdgeKind.Recursion), Is.EqualTo(2));
    }

    [Test]
    public void A_graph_alone_has_the_same_nodes_and_edges()
    {
        var program = Programs.Read("samples/shop.sf");
        var (dataflow, calls) = (DataflowDiagram.Of(program.Dataflow), CallsDiagram.Of(program.Calls));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dataflow.Nodes.Select(node => node.Id), Is.EqualTo(DataflowDiagram.Of(program).Nodes.Select(node => node.Id)));
            Assert.That(dataflow.Edges, Is.EqualTo(DataflowDiagram.Of(program).Edges));
            Assert.That(calls.Nodes.Select(node => node.Title), Is.EqualTo(CallsDiagram.Of(program).Nodes.Select(node => node.Title)));
            Assert.That(calls.Edges, Is.EqualTo(CallsDiagram.Of(program).Edges));
            Assert.That(calls.Lanes.Select(lane => lane.Title), Is.SupersetOf(new[] { "script", "Item", "User" }));
        }
    }

    [Test]
    public void A_method_alone_shows_its_code()
    {
        var program = Programs.Read("samples/shop.sf");
        var (alone, whole) = (MethodDiagram.Of(program.Method("User.BuyItem")), MethodDiagram.Of(program, "User.BuyItem"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone.Edges, Is.EqualTo(whole.Edges));
            Assert.That(alone.Lanes, Is.EqualTo(whole.Lanes));
            Assert.That(alone.Nodes.Single(node => node.Id == "b0").Sections[0][0], Is.EqualTo("item.Price()"));
        }
    }
}
