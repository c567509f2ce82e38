using Microsoft.Msagl.Core.ProjectionSolver;

namespace StateFlow.Visualizer.Msagl;

/// <summary>Spreads the ends of links over the sides of their boxes, each as near as possible to its other end.</summary>
internal static class Ports
{
    private const double Distance = 14;
    private const int Passes = 3;
    private const double StraightWeight = 100;
    private const double WallWeight = 1e6;

    /// <summary>Sets where links leave and enter across the flow; the router may still move them a little.</summary>
    public static void Run(BoxGraph graph)
    {
        foreach (var link in graph.Links) (link.FromAcross, link.ToAcross) = (link.From.Across, link.To.Across);
        var sides = graph.Links
            .SelectMany(link => new[] { (Box: link.From, IsEnd: link.IsForward, Link: link), (Box: link.To, IsEnd: !link.IsForward, Link: link) })
            .GroupBy(end => (end.Box, end.IsEnd), end => end.Link)
            .ToArray();
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var side in sides) Spread(side.Key.Box, [.. side]);
        }
    }

    private static void Spread(Box box, Link[] links)
    {
        var ends = links.OrderBy(link => Side(OtherEnd(link, box), box))
            .ThenBy(link => Side(OtherEnd(link, box), box) * -Math.Abs(link.From.Layer - link.To.Layer))
            .ThenBy(link => OtherEnd(link, box))
            .ToArray();
        var distance = ends.Length < 2 ? 0 : Math.Min(Distance, 2 * box.PortRange / (ends.Length - 1));
        var (low, high) = (box.Across - box.PortRange, box.Across + box.PortRange);
        var solver = new Solver();
        var start = solver.AddVariable(null, low, WallWeight);
        var end = solver.AddVariable(null, high, WallWeight);
        var places = ends.Select(link => Wish(solver, box, OtherEnd(link, box))).ToArray();
        solver.AddConstraint(start, places[0], 0);
        foreach (var (place, next) in places.Zip(places.Skip(1))) solver.AddConstraint(place, next, distance);
        solver.AddConstraint(places[^1], end, 0);
        solver.Solve();

        foreach (var (link, place) in ends.Zip(places))
        {
            var across = Math.Round(Math.Clamp(place.ActualPos, low, high), 1);
            if (link.From == box) link.FromAcross = across;
            else link.ToAcross = across;
        }
    }

    /// <summary>Straight ahead if the other end is there; else off the corner, since the edge has to turn anyway.</summary>
    private static Variable Wish(Solver solver, Box box, double other) => Side(other, box) == 0
        ? solver.AddVariable(null, other, StraightWeight)
        : solver.AddVariable(null, box.Across + (Side(other, box) * box.PortRange / 2));

    /// <summary>Before the box, straight ahead or after it. Of those to one side, the ones that turn off first are outermost.</summary>
    private static int Side(double other, Box box) => Math.Abs(other - box.Across) <= box.PortRange ? 0 : Math.Sign(other - box.Across);

    private static double OtherEnd(Link link, Box box) => link.From == box ? link.ToAcross : link.FromAcross;
}
