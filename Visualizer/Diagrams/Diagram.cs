using StateFlow.Language.IR;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>What is to be drawn: boxes, arrows and lanes, without places and colours.</summary>
/// <param name="Title">Stands above the drawing.</param>
/// <param name="Description">What the drawing shows, in a sentence, for those who cannot see it.</param>
/// <param name="Flow">Where the arrows mainly point.</param>
/// <param name="Lanes">Strips along the flow that nodes are kept in, in their order; may be empty.</param>
public sealed record Diagram(
    string Title,
    string Description,
    FlowDirection Flow,
    Sequence<DiagramNode> Nodes,
    Sequence<DiagramEdge> Edges,
    Sequence<DiagramLane> Lanes)
{
    /// <summary>Parts that each are a drawing of its own, in reading order. If there are any, each lane belongs to one, each node to a lane, and no edge leads from one to another.</summary>
    public Sequence<DiagramPanel> Panels { get; init; } = [];

    /// <summary>What its kinds of edges mean, for those who do not know yet; may be empty.</summary>
    public Sequence<LegendEntry> Legend { get; init; } = [];
}

/// <summary>Where the arrows of a diagram mainly point.</summary>
public enum FlowDirection
{
    /// <summary>From top to bottom; lanes are columns.</summary>
    Down,

    /// <summary>From left to right; lanes are bands.</summary>
    Right,
}

/// <summary>A strip of a diagram, such as what one operator executes.</summary>
/// <param name="Title">May be empty.</param>
/// <param name="Panel">The id of its panel; null if the diagram has none.</param>
public sealed record DiagramLane(string Id, string Title, string? Panel = null);

/// <summary>A part of a diagram that is a drawing of its own.</summary>
/// <param name="Caption">What it shows, in a few words below the title.</param>
public sealed record DiagramPanel(string Id, string Title, string Caption);

/// <summary>What a <see cref="DiagramNode"/> stands for.</summary>
public enum NodeKind
{
    /// <summary>Where calls enter the dataflow.</summary>
    Ingress,

    /// <summary>An entity type.</summary>
    Operator,

    /// <summary>Where answers leave the dataflow.</summary>
    Egress,

    /// <summary>A method, or the call of one that another operator executes.</summary>
    Method,

    /// <summary>Where a method is entered.</summary>
    Entry,

    /// <summary>A block that goes on to one other.</summary>
    Code,

    /// <summary>A block that goes on to one of two.</summary>
    Branch,

    /// <summary>A block that calls another entity.</summary>
    RemoteCall,

    /// <summary>A block that calls a method of its own entity that may wait.</summary>
    InPlaceCall,

    /// <summary>A block that waits for a started call.</summary>
    Wait,

    /// <summary>A block that makes several calls at once.</summary>
    Fork,

    /// <summary>A block that takes the answers of a fork.</summary>
    Join,

    /// <summary>A block that ends the method with a result.</summary>
    Return,

    /// <summary>A block that fails.</summary>
    Fail,

    /// <summary>Lines of code, whose title and note are not shown; each begins with a number or blanks and <see cref="DiagramNode.Gutter"/>.</summary>
    Listing,
}

/// <summary>A box.</summary>
/// <param name="Id">Unique in the diagram.</param>
/// <param name="Title">Its name.</param>
/// <param name="Note">A few words at the end of the title's line; may be empty.</param>
/// <param name="Sections">Lines of text below the title, with a rule between sections.</param>
/// <param name="Lane">The id of its lane; null if it belongs to none.</param>
public sealed record DiagramNode(string Id, NodeKind Kind, string Title, string Note, Sequence<Sequence<string>> Sections, string? Lane = null)
{
    /// <summary>What stands between the line number and the code in a <see cref="NodeKind.Listing"/>.</summary>
    public const string Gutter = " \u2502 ";

    /// <summary>How many characters of a line of a listing come before the code.</summary>
    internal static int GutterLength(string line) => line.IndexOf(Gutter, StringComparison.Ordinal) is var start and >= 0 ? start + Gutter.Length : 0;
}

/// <summary>What a <see cref="DiagramEdge"/> stands for.</summary>
public enum EdgeKind
{
    /// <summary>Control goes on within the step.</summary>
    Flow,

    /// <summary>An event with a call.</summary>
    RemoteCall,

    /// <summary>An event with an answer.</summary>
    Answer,

    /// <summary>Where a failure is handled.</summary>
    Failure,

    /// <summary>A call within the entity.</summary>
    LocalCall,

    /// <summary>A call that may lead back to the caller.</summary>
    Recursion,
}

/// <summary>An arrow.</summary>
/// <param name="From">The id of the node it leaves.</param>
/// <param name="To">The id of the node it enters.</param>
/// <param name="Label">Lines of text beside it; may be empty.</param>
public sealed record DiagramEdge(string From, string To, EdgeKind Kind, Sequence<string> Label);
