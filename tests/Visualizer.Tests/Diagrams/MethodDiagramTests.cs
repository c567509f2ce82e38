using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Tests.Diagrams;

public sealed class MethodDiagramTests
{
    private const string Cell = """
        entity Cell(name: string) =
            key name
            let mutable value = 0
            member this.Value : int = value
            member this.Add(amount: int) : int =
                value <- value + amount
                value

        """;

    [Test]
    public void A_remote_call_is_a_hop_to_the_lane_of_the_callee()
    {
        var diagram = Draw("User.BuyItem", File.ReadAllText(StateFlow.Tests.Shared.Repository.PathOf("samples/shop.sf")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(diagram.Lanes.Select(lane => lane.Title), Is.EqualTo(new[] { "User", "Item" }));
            Assert.That(diagram.Nodes.Where(node => node.Lane == "Item").Select(node => node.Title), Is.EqualTo(new[] { "Item.Price", "Item.UpdateStock" }));
            Assert.That(Edges(diagram).Take(3), Is.EqualTo(new[]
            {
                "entry Flow b0: amount, item", "b0 RemoteCall b0.call: keeps amount, item", "b0.call Answer b1: price",
            }));
        }
    }

    [Test]
    public void Blocks_show_the_source_text_they_cover()
    {
        var diagram = Draw("User.BuyItem", File.ReadAllText(StateFlow.Tests.Shared.Repository.PathOf("samples/shop.sf")));
        Assert.That(Text(diagram, "b0"), Is.EqualTo(new[] { "item.Price" }));
        Assert.That(Text(diagram, "b1"), Is.EqualTo(new[] { "let total = amount * item.Price", "if balance < total" }));
        Assert.That(Text(diagram, "b6"), Is.EqualTo(new[] { "balance <- balance - total", "true" }));
    }

    [Test]
    public void What_the_compiler_added_is_not_shown_as_source_text()
    {
        var diagram = Draw("script", Cell + """
            let cells = [Cell("a"); Cell("b")]
            for cell in cells do
                printfn $"{cell.Value}"
            """);
        Assert.That(diagram.Nodes.Where(node => node.Kind == NodeKind.Branch).Select(node => node.Sections[0][0]), Is.EqualTo(new[] { "if not List.isEmpty(rest)" }));
    }

    [Test]
    public void Calls_at_once_meet_in_a_join()
    {
        var diagram = Draw("script", Cell + """
            let a = Cell("a")
            let b = Cell("b")
            let! x = a.Add(1)
            and! y = b.Add(2)
            printfn $"{x + y}"
            """);
        var fork = diagram.Nodes.Single(node => node.Kind == NodeKind.Fork).Id;
        var join = diagram.Nodes.Single(node => node.Kind == NodeKind.Join).Id;
        Assert.That(Edges(diagram), Is.SupersetOf(new[]
        {
            $"{fork} RemoteCall {fork}.call0: ", $"{fork}.call0 Answer {join}: answer", $"{fork} RemoteCall {fork}.call1: ", $"{fork}.call1 Answer {join}: answer.2",
        }));
    }

    [Test]
    public void A_started_call_leaves_its_block_and_a_wait_takes_the_answer()
    {
        var diagram = Draw("script", Cell + """
            let a = Cell("a")
            let call = start (a.Add(1))
            printfn $"{wait call}"
            """);
        var wait = diagram.Nodes.Single(node => node.Kind == NodeKind.Wait);
        Assert.That(Edges(diagram).Where(edge => edge.StartsWith(wait.Id + " ", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            $"{wait.Id} RemoteCall {wait.Id}.start0: start", $"{wait.Id} Answer b2: answer",
        }));
    }

    [Test]
    public void A_failure_leads_to_its_handler()
    {
        var diagram = Draw("script", Cell + """
            let a = Cell("a")
            try
                a.Add(1) |> ignore
            with Failure _ -> printfn "no"
            """);
        var caller = diagram.Nodes.Single(node => node.Note == "calls Cell.Add");
        var handler = diagram.Edges.Single(edge => edge.Kind == EdgeKind.Failure && edge.From == caller.Id).To;
        Assert.That(Text(diagram, handler), Has.Some.Contains("no"));
    }

    [Test]
    public void Another_entity_of_the_same_type_has_a_lane_of_its_own()
    {
        var diagram = Draw("Node.Length", """
            entity Node(name: string, next: Node option) =
                key name
                member this.Length : int =
                    match next with
                    | Some node -> 1 + node.Length
                    | None -> 1
            """);
        Assert.That(diagram.Lanes.Select(lane => lane.Title), Is.EqualTo(new[] { "Node", "Node (another)" }));
        Assert.That(diagram.Edges.Select(edge => edge.Kind), Does.Contain(EdgeKind.Recursion));
    }

    private static Diagram Draw(string method, string text) => MethodDiagram.Of(Programs.Compile(text), method);

    private static IEnumerable<string> Text(Diagram diagram, string node) => diagram.Nodes.Single(other => other.Id == node).Sections.SelectMany(section => section);

    private static IEnumerable<string> Edges(Diagram diagram) =>
        diagram.Edges.Select(edge => $"{edge.From} {edge.Kind} {edge.To}: {string.Join(' ', edge.Label)}");
}
