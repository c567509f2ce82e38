using System.Globalization;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Rendering;

/// <summary>The outlines of nodes; the kind can be told without colour.</summary>
internal static class SvgShapes
{
    private const double Slant = 10;
    private const double Chamfer = 7;
    private const double BarWidth = 6;
    private const double HeadLength = 9;
    private const double HeadWidth = 8;

    public static string Of(NodeKind kind, Rectangle box) => kind switch
    {
        NodeKind.Ingress or NodeKind.Egress or NodeKind.Entry => Round(box, Math.Min(box.Height, box.Width) / 2),
        NodeKind.Return => Round(box, 14),
        NodeKind.Method => Round(box, 8),
        NodeKind.Operator => Round(box, 4),
        NodeKind.Branch => Polygon(
            (box.X + Slant, box.Y), (box.Right - Slant, box.Y), (box.Right, Middle(box)),
            (box.Right - Slant, box.Bottom), (box.X + Slant, box.Bottom), (box.X, Middle(box))),
        NodeKind.RemoteCall => Polygon(
            (box.X, box.Y), (box.Right - Slant, box.Y), (box.Right, Middle(box)), (box.Right - Slant, box.Bottom), (box.X, box.Bottom)),
        NodeKind.Fail => Polygon(
            (box.X + Chamfer, box.Y), (box.Right - Chamfer, box.Y), (box.Right, box.Y + Chamfer), (box.Right, box.Bottom - Chamfer),
            (box.Right - Chamfer, box.Bottom), (box.X + Chamfer, box.Bottom), (box.X, box.Bottom - Chamfer), (box.X, box.Y + Chamfer)),
        NodeKind.InPlaceCall => Round(box, 0)
            + Line(box.X + BarWidth, box.Y, box.X + BarWidth, box.Bottom) + Line(box.Right - BarWidth, box.Y, box.Right - BarWidth, box.Bottom),
        NodeKind.Fork => Round(box, 0) + Bar(box with { Y = box.Bottom - 3, Height = 3 }),
        NodeKind.Join => Round(box, 0) + Bar(box with { Height = 3 }),
        _ => Round(box, 3),
    };

    /// <summary>The head of an arrow that comes from one point and ends at another.</summary>
    public static string Arrowhead(Point from, Point end)
    {
        var length = Math.Max(double.Epsilon, double.Hypot(end.X - from.X, end.Y - from.Y));
        var (x, y) = ((end.X - from.X) / length, (end.Y - from.Y) / length);
        var (left, right) = (Corner(1), Corner(-1));
        return $"<path class=\"head\" d=\"M{Number(left.X)} {Number(left.Y)}L{Number(end.X)} {Number(end.Y)}L{Number(right.X)} {Number(right.Y)}z\"/>";

        Point Corner(int side) => new(end.X - (HeadLength * x) - (side * HeadWidth * y / 2), end.Y - (HeadLength * y) + (side * HeadWidth * x / 2));
    }

    /// <summary>The attributes of a rectangle.</summary>
    public static string Box(Rectangle box) =>
        $"x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\"";

    private static double Middle(Rectangle box) => box.Y + (box.Height / 2);

    private static string Round(Rectangle box, double radius) => $"<rect class=\"shape\" {Box(box)} rx=\"{Number(radius)}\"/>";

    private static string Bar(Rectangle box) => $"<rect class=\"bar\" {Box(box)}/>";

    private static string Line(double x1, double y1, double x2, double y2) =>
        $"<path class=\"rule\" d=\"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}\"/>";

    private static string Polygon(params (double X, double Y)[] corners) =>
        $"<polygon class=\"shape\" points=\"{string.Join(' ', corners.Select(corner => $"{Number(corner.X)},{Number(corner.Y)}"))}\"/>";

    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
