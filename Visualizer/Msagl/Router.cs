using Microsoft.Msagl.Core.Geometry.Curves;
using Microsoft.Msagl.Core.Layout;
using Microsoft.Msagl.Routing;
using Microsoft.Msagl.Routing.Rectilinear;
using StateFlow.Visualizer.Layout;
using GeometryPoint = Microsoft.Msagl.Core.Geometry.Point;
using GeometryRectangle = Microsoft.Msagl.Core.Geometry.Rectangle;

namespace StateFlow.Visualizer.Msagl;

/// <summary>Leads links around boxes, at right angles. X is across the flow, Y along it.</summary>
internal static class Router
{
    private const double Padding = 6;

    /// <summary>Parallel edges keep twice this distance, where there is room.</summary>
    private const double CornerRadius = 3.5;

    /// <summary>The router takes no port on a curve's corner.</summary>
    private const double Tolerance = 0.01;

    private const double RoundingError = 0.11;

    /// <summary>What a bend costs, in percent of the distance.</summary>
    private const double BendPenalty = 10;

    /// <summary>The corners of each link, ends included.</summary>
    public static Dictionary<Link, ImmutableArray<Point>> Run(BoxGraph graph)
    {
        if (!graph.Links.Any()) return [];
        var shapes = graph.Boxes.ToDictionary(box => box, Shape);
        var edges = graph.Links.ToDictionary(link => link, link => new EdgeGeometry
        {
            SourcePort = Port(shapes[link.From], link.From, link.FromAcross, link.FromAlong),
            TargetPort = Port(shapes[link.To], link.To, link.ToAcross, link.ToAlong),
        });
        var router = new RectilinearEdgeRouter(shapes.Values, Padding, CornerRadius, useSparseVisibilityGraph: false)
        {
            BendPenaltyAsAPercentageOfDistance = BendPenalty,
        };
        foreach (var link in graph.Links) router.AddEdgeGeometryToRoute(edges[link]);
        router.Run();
        return edges.ToDictionary(edge => edge.Key, edge => Corners(edge.Value.Curve));
    }

    private static Shape Shape(Box box) => new(CurveFactory.CreateRectangle(new GeometryRectangle(
        box.Across - box.Before, box.Along, box.Across + box.After, box.AlongEnd)));

    /// <summary>A port whose curve says how far the router may move it: along the side of a node, and not at all at a label.</summary>
    private static FloatingPort Port(Shape shape, Box box, double across, double along)
    {
        var range = new GeometryRectangle(box.Across - box.PortRange - Tolerance, box.Along, box.Across + box.PortRange + Tolerance, box.AlongEnd);
        var port = new FloatingPort(CurveFactory.CreateRectangle(range), new GeometryPoint(across, along));
        shape.Ports.Insert(port);
        return port;
    }

    /// <summary>The corners that the curve cuts round.</summary>
    private static ImmutableArray<Point> Corners(ICurve curve)
    {
        var corners = new List<Point> { Point(curve.Start) };
        foreach (var segment in curve is Curve { Segments: var segments } ? segments : [curve])
        {
            if (segment is Ellipse arc) corners.Add(Straight(corners[^1], Point(arc.Start + arc.End - arc.Center)));
        }

        corners.Add(Straight(corners[^1], Point(curve.End)));
        return [.. corners];
    }

    /// <summary>A point as straight ahead as it was before it was rounded.</summary>
    private static Point Straight(Point from, Point to) => new(
        Math.Abs(from.X - to.X) < RoundingError ? from.X : to.X, Math.Abs(from.Y - to.Y) < RoundingError ? from.Y : to.Y);

    private static Point Point(GeometryPoint point) => new(Math.Round(point.X, 1), Math.Round(point.Y, 1));
}
