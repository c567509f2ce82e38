using System.Text;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using static StateFlow.Visualizer.Rendering.SvgShapes;

namespace StateFlow.Visualizer.Rendering;

/// <summary>Writes a diagram as one SVG document that needs nothing else, for light and dark surroundings.</summary>
/// <remarks>
/// A node is a <c>g</c> of class <c>node</c> with <c>data-id</c>, an edge one of class <c>edge</c> with <c>data-from</c> and
/// <c>data-to</c>. Kinds differ in shape and dashes as well as in colour. Nothing has an id, so that a page may hold many
/// drawings.
/// </remarks>
public sealed class SvgRenderer(ILayout layout, ITextMeasures measures) : IRenderer
{
    private const double CornerRadius = 6;
    private const string Namespace = "http://www.w3.org/2000/svg";

    /// <summary>A renderer with the layered layout, panel by panel, and sizes for common fonts.</summary>
    public SvgRenderer() : this(new PanelLayout(new LayeredLayout()), new CommonFontMeasures())
    {
    }

    /// <inheritdoc />
    public string Render(Diagram diagram) => Render(layout.Arrange(diagram, measures));

    /// <summary>A diagram that has a layout as an SVG document.</summary>
    public string Render(DiagramLayout placed) => Render(placed, "", StyleSheet);

    /// <summary>The style sheet, which several drawings on one page need once.</summary>
    internal string StyleSheet => $"<style>\n{SvgStyle.Sheet(measures)}</style>\n";

    /// <summary>A drawing for a page that has the <see cref="StyleSheet"/>.</summary>
    /// <param name="attributes">Further attributes of the drawing.</param>
    internal string RenderPart(Diagram diagram, string attributes = "") => Render(layout.Arrange(diagram, measures), attributes, "");

    private string Render(DiagramLayout drawing, string attributes, string styleSheet)
    {
        var (placed, legend) = LegendLayout.Place(drawing, measures);
        var svg = new StringBuilder();
        var (width, height) = (Number(placed.Size.Width), Number(placed.Size.Height));
        svg.Append($"<svg xmlns=\"{Namespace}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" class=\"stateflow\"");
        svg.Append(attributes.Length == 0 ? ">\n" : $" {attributes}>\n");
        svg.Append($"<title>{Xml.Escape(placed.Diagram.Title)}</title>\n");
        svg.Append($"<desc>{Xml.Escape(placed.Diagram.Description)}</desc>\n");
        svg.Append(styleSheet);
        svg.Append($"<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n");
        foreach (var panel in placed.Panels) Append(svg, panel);
        foreach (var lane in placed.Lanes) Append(svg, lane);
        foreach (var edge in placed.Edges) Append(svg, edge);
        foreach (var node in placed.Nodes) Append(svg, node);
        foreach (var entry in legend) Append(svg, entry);
        Append(svg, placed.Title);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, PlacedPanel panel)
    {
        svg.Append($"<g class=\"panel\" data-id=\"{Xml.Escape(panel.Panel.Id)}\">");
        Append(svg, panel.Title);
        foreach (var line in panel.Caption) Append(svg, line);
        svg.Append("</g>\n");
    }

    private static void Append(StringBuilder svg, PlacedLane lane)
    {
        svg.Append($"<g class=\"lane\" data-id=\"{Xml.Escape(lane.Lane.Id)}\">");
        svg.Append($"<rect {Box(lane.Bounds)} rx=\"8\"/>");
        Append(svg, lane.Title);
        svg.Append("</g>\n");
    }

    private static void Append(StringBuilder svg, PlacedEdge edge)
    {
        var kind = SvgStyle.Name(edge.Edge.Kind);
        svg.Append($"<g class=\"edge {kind}\" data-from=\"{Xml.Escape(edge.Edge.From)}\" data-to=\"{Xml.Escape(edge.Edge.To)}\">");
        Append(svg, edge.Edge.Kind, edge.Path);
        foreach (var text in edge.Label) Append(svg, text);
        svg.Append("</g>\n");
    }

    private static void Append(StringBuilder svg, PlacedLegendEntry entry)
    {
        svg.Append("<g class=\"legend\">");
        Append(svg, entry.Kind, [entry.Start, entry.End]);
        Append(svg, entry.Meaning);
        svg.Append("</g>\n");
    }

    private static void Append(StringBuilder svg, EdgeKind kind, ImmutableArray<Point> path) =>
        svg.Append($"<g class=\"arrow {SvgStyle.Name(kind)}\"><path d=\"{Rounded(path)}\"/>{SvgShapes.Arrowhead(path[^2], path[^1])}</g>");

    private static void Append(StringBuilder svg, PlacedNode node)
    {
        svg.Append($"<g class=\"node {SvgStyle.Name(node.Node.Kind)}\" data-id=\"{Xml.Escape(node.Node.Id)}\">");
        svg.Append(SvgShapes.Of(node.Node.Kind, node.Bounds));
        foreach (var rule in node.Rules)
            svg.Append($"<path class=\"rule\" d=\"M{Number(node.Bounds.X)} {Number(rule)}H{Number(node.Bounds.Right)}\"/>");
        foreach (var text in node.Texts) Append(svg, text, node.Node.Kind == NodeKind.Listing ? DiagramNode.GutterLength(text.Text) : 0);
        svg.Append("</g>\n");
    }

    /// <param name="gutter">The number of characters at the beginning that are no part of the text proper.</param>
    private static void Append(StringBuilder svg, PlacedText text, int gutter = 0)
    {
        var anchor = text.Alignment == TextAlignment.Start ? "" : $" text-anchor=\"{text.Alignment.ToString().ToLowerInvariant()}\"";
        var space = text.Style == TextStyle.Code ? " xml:space=\"preserve\"" : "";
        svg.Append($"<text class=\"{SvgStyle.Name(text.Style)}\" x=\"{Number(text.Position.X)}\" y=\"{Number(text.Position.Y)}\"{anchor}{space}>");
        if (gutter > 0) svg.Append($"<tspan class=\"gutter\">{Xml.Escape(text.Text[..gutter])}</tspan>");
        for (var (start, i) = (gutter, gutter); i <= text.Text.Length; i++)
        {
            var isMark = i < text.Text.Length && MarkedCode.IsMark(text.Text[i]);
            if (!isMark && i < text.Text.Length) continue;
            svg.Append(Xml.Escape(text.Text[start..i]));
            if (isMark) svg.Append($"<tspan class=\"mark\">{text.Text[i]}</tspan>");
            start = i + 1;
        }

        svg.Append("</text>");
    }

    /// <summary>The path with round corners, which stay within the corners of the layout.</summary>
    private static string Rounded(ImmutableArray<Point> path)
    {
        var data = new StringBuilder($"M{Number(path[0].X)} {Number(path[0].Y)}");
        for (var i = 1; i < path.Length - 1; i++)
        {
            var radius = Math.Min(CornerRadius, Math.Min(Distance(path[i - 1], path[i]), Distance(path[i], path[i + 1])) / 2);
            var start = Towards(path[i], path[i - 1], radius);
            var end = Towards(path[i], path[i + 1], radius);
            data.Append($"L{Number(start.X)} {Number(start.Y)}Q{Number(path[i].X)} {Number(path[i].Y)} {Number(end.X)} {Number(end.Y)}");
        }

        return data.Append($"L{Number(path[^1].X)} {Number(path[^1].Y)}").ToString();
    }

    private static double Distance(Point a, Point b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);

    private static Point Towards(Point from, Point to, double distance) =>
        new(from.X + (Math.Sign(to.X - from.X) * distance), from.Y + (Math.Sign(to.Y - from.Y) * distance));
}
