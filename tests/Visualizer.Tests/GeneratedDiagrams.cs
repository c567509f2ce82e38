using CsCheck;
using StateFlow.Language.IR;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Tests;

/// <summary>Diagrams as no program would give them: any edges between any nodes, loops and lanes included.</summary>
internal static class GeneratedDiagrams
{
    private static readonly Gen<string> Text = Gen.OneOf(new[] { "", "x", "a name", "if stock < amount && isOpen", "\"quoted\" <b> & \\", "日本語 🚀", new string('w', 60) }.Select(text => Gen.Const(text)).ToArray());

    public static Gen<Diagram> Any { get; } =
        from count in Gen.Int[1, 200]
        from laneCount in Gen.Int[0, 4]
        from flow in Gen.Enum<FlowDirection>()
        from nodes in Node(laneCount).Array[count]
        from density in Gen.Int[0, 20]
        from edges in Edge(count).Array[0, Math.Max(1, count * density / 10)]
        select new Diagram(
            "generated",
            "A generated diagram.",
            flow,
            nodes.Select((node, index) => node with { Id = $"n{index}" }).ToSequence(),
            edges.ToSequence(),
            Enumerable.Range(0, laneCount).Select(lane => new DiagramLane($"lane{lane}", $"Lane {lane}")).ToSequence());

    /// <summary>The same with lanes in panels.</summary>
    public static Gen<Diagram> Panels { get; } =
        from diagram in Any
        from panelCount in Gen.Int[1, 4]
        select WithPanels(diagram, panelCount);

    private static Diagram WithPanels(Diagram diagram, int panelCount)
    {
        var lanes = Enumerable.Range(0, Math.Max(1, diagram.Lanes.Count)).Select(lane => new DiagramLane($"lane{lane}", lane % 2 == 0 ? "" : $"Lane {lane}", $"panel{lane % panelCount}"));
        var panelOf = lanes.ToDictionary(lane => lane.Id, lane => lane.Panel);
        var nodes = diagram.Nodes.Select(node => node with { Lane = node.Lane ?? "lane0" }).ToSequence();
        var laneOf = nodes.ToDictionary(node => node.Id, node => node.Lane!);
        return diagram with
        {
            Nodes = nodes,
            Edges = diagram.Edges.Where(edge => panelOf[laneOf[edge.From]] == panelOf[laneOf[edge.To]]).ToSequence(),
            Lanes = lanes.ToSequence(),
            Panels = Enumerable.Range(0, panelCount).Select(panel => new DiagramPanel($"panel{panel}", $"Panel {panel}", "what is in it, in several words")).ToSequence(),
        };
    }

    private static Gen<DiagramNode> Node(int laneCount) =>
        from kind in Gen.Enum<NodeKind>()
        from title in Text
        from note in Text
        from sections in Text.Array[0, 3].Array[0, 2]
        from lane in Gen.Int[-1, laneCount - 1]
        select new DiagramNode("", kind, title, note, sections.Select(lines => lines.ToSequence()).ToSequence(), lane < 0 ? null : $"lane{lane}");

    /// <summary>Most edges lead a little further, as in programs; some lead anywhere.</summary>
    private static Gen<DiagramEdge> Edge(int count) =>
        from kind in Gen.Enum<EdgeKind>()
        from label in Gen.Frequency((2, Gen.Const(Array.Empty<string>())), (1, Text.Array[1, 3]))
        from source in Gen.Int[0, count - 1]
        from step in Gen.Frequency((8, Gen.Int[0, 5]), (1, Gen.Int[-10, 10]), (1, Gen.Int[-200, 200]))
        select new DiagramEdge($"n{source}", $"n{Math.Clamp(source + step, 0, count - 1)}", kind, label.ToSequence());
}
