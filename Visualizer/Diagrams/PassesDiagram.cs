using StateFlow.Language.IR;
using StateFlow.Language.Passes;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>A method pass by pass, as on a blackboard: its source, normal form, control flow, split blocks and state machine.</summary>
/// <remarks>A call that may wait carries the same number in every panel.</remarks>
public static class PassesDiagram
{
    private const int ListingWidth = 60;
    private const int BlockWidth = 40;

    /// <summary>The diagram of a method's passes.</summary>
    /// <param name="program">The program that the method belongs to.</param>
    public static Diagram Of(Program program, MethodPasses passes)
    {
        var method = passes.StateMachine;
        Diagram[] panels =
        [
            Listing("source", passes.Source),
            Listing("normalized", passes.Normalized),
            Graph("flow", passes.ControlFlow),
            Graph("split", passes.Split),
            Prefixed("machine", MethodDiagram.Of(
                program,
                method,
                block => Lines(passes.Split.Blocks[block.Id]),
                block => Note(block.Kind),
                call => MarkedCode.Mark(passes.NumberOf(call)) + " ")),
        ];
        return new Diagram(
            MethodDiagram.Signature(method),
            $"{method.Name} at five stages: {string.Join(", ", Panels.Select(panel => panel.Title))}. {panels[^1].Description}",
            FlowDirection.Down,
            panels.SelectMany(panel => panel.Nodes).ToSequence(),
            panels.SelectMany(panel => panel.Edges).ToSequence(),
            panels.SelectMany(panel => panel.Lanes).ToSequence())
        {
            Panels = Panels,
            Legend = panels[^1].Legend,
        };
    }

    private static Sequence<DiagramPanel> Panels { get; } =
    [
        new("source", "1 source", "as written; the same number is the same call everywhere"),
        new("normalized", "2 normalized", "every call that may wait has a line of its own"),
        new("flow", "3 control flow", "choices and loops become arrows between blocks"),
        new("split", "4 split", "a block ends where a call may wait; live is what is still needed"),
        new("machine", "5 state machine", "a remote call is an event to another operator; what is still needed travels with it"),
    ];

    private static Diagram Listing(string panel, Sequence<CodeLine> lines)
    {
        var code = lines.Count == 0 ? [DiagramNode.Gutter] : MarkedCode.Listing(lines, ListingWidth);
        return Panel(panel, [new DiagramNode(panel, NodeKind.Listing, "", "", [code], panel)], []);
    }

    private static Diagram Graph(string panel, PassGraph graph) => Panel(
        panel,
        graph.Blocks.Select(block => new DiagramNode(Id(panel, block.Id), MethodDiagram.Kind(block.Kind), $"b{block.Id}", Note(block.Kind), Sections(block), panel)).ToSequence(),
        graph.Edges.Select(edge => new DiagramEdge(Id(panel, edge.Source), Id(panel, edge.Target), Kind(edge, graph), Label(edge))).ToSequence());

    private static Diagram Panel(string panel, Sequence<DiagramNode> nodes, Sequence<DiagramEdge> edges) =>
        new("", "", FlowDirection.Down, nodes, edges, [new DiagramLane(panel, "", panel)]);

    private static Sequence<Sequence<string>> Sections(PassBlock block)
    {
        Sequence<Sequence<string>> sections = [Wrapped.Lines("live: ", block.Live), Lines(block)];
        return sections.Where(section => section.Count > 0).ToSequence();
    }

    /// <summary>What the lines of a block do not say.</summary>
    private static string Note(BlockKind kind) => kind == BlockKind.Join ? "takes all answers" : "";

    private static Sequence<string> Lines(PassBlock block) => MarkedCode.Lines(block.Lines, BlockWidth);

    private static Sequence<string> Label(PassEdge edge)
    {
        var marks = string.Concat(edge.Calls.Select(MarkedCode.Mark));
        var label = marks.Length > 0 && edge.Label.Length > 0 ? $"{marks} {edge.Label}" : marks + edge.Label;
        return label.Length == 0 ? [] : [label];
    }

    private static EdgeKind Kind(PassEdge edge, PassGraph graph) => edge.Kind switch
    {
        PassEdgeKind.Answer when graph.Blocks[edge.Source].Kind == BlockKind.InPlaceCall => EdgeKind.LocalCall,
        PassEdgeKind.Answer => EdgeKind.Answer,
        PassEdgeKind.Failure => EdgeKind.Failure,
        _ => EdgeKind.Flow,
    };

    private static string Id(string panel, int block) => $"{panel} b{block}";

    private static Diagram Prefixed(string panel, Diagram diagram) => diagram with
    {
        Nodes = diagram.Nodes.Select(node => node with { Id = $"{panel} {node.Id}", Lane = $"{panel} {node.Lane}" }).ToSequence(),
        Edges = diagram.Edges.Select(edge => edge with { From = $"{panel} {edge.From}", To = $"{panel} {edge.To}" }).ToSequence(),
        Lanes = diagram.Lanes.Select(lane => lane with { Id = $"{panel} {lane.Id}", Panel = panel }).ToSequence(),
    };
}
