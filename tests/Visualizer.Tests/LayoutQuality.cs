using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Tests;

/// <summary>How easily a drawing can be read, measured by its coordinates alone; less is better.</summary>
/// <param name="Crossings">How often edges cross.</param>
/// <param name="Bends">The corners of all edges.</param>
/// <param name="Length">The length of all edges.</param>
/// <param name="Shared">The length on which two edges lie on each other, so that one cannot tell which leads where.</param>
/// <param name="Area">The size of the page.</param>
internal readonly record struct LayoutQuality(int Crossings, int Bends, double Length, double Shared, double Area)
{
    private const double Tolerance = 0.5;

    public static LayoutQuality Of(DiagramLayout layout)
    {
        var edges = layout.Edges.Select(edge => Geometry.Stretches(edge).ToArray()).ToArray();
        var (crossings, shared) = (0, 0.0);
        foreach (var (i, edge) in edges.Index())
        {
            foreach (var (a, b) in edges.Take(i).SelectMany(other => other).SelectMany(other => edge.Select(stretch => (stretch, other))))
            {
                if (Cross(a, b)) crossings++;
                shared += SharedLength(a, b);
            }
        }

        return new LayoutQuality(
            crossings,
            layout.Edges.Sum(edge => edge.Path.Length - 2),
            edges.Sum(edge => edge.Sum(stretch => stretch.Width + stretch.Height)),
            shared,
            layout.Size.Width * layout.Size.Height);
    }

    public static LayoutQuality operator +(LayoutQuality a, LayoutQuality b) =>
        new(a.Crossings + b.Crossings, a.Bends + b.Bends, a.Length + b.Length, a.Shared + b.Shared, a.Area + b.Area);

    /// <summary>Whether a horizontal and a vertical stretch meet within both, not at an end.</summary>
    private static bool Cross(Rectangle a, Rectangle b) => (a.Height == 0, b.Height == 0) switch
    {
        (true, false) => IsInside(b.X, a.X, a.Right) && IsInside(a.Y, b.Y, b.Bottom),
        (false, true) => Cross(b, a),
        _ => false,
    };

    private static bool IsInside(double place, double low, double high) => place > low + Tolerance && place < high - Tolerance;

    private static double SharedLength(Rectangle a, Rectangle b) => (a.Height == 0, b.Height == 0) switch
    {
        (true, true) when Math.Abs(a.Y - b.Y) < Tolerance => Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X)),
        (false, false) when Math.Abs(a.X - b.X) < Tolerance => Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y)),
        _ => 0,
    };
}
