using Microsoft.Msagl.Core.ProjectionSolver;

namespace StateFlow.Visualizer.Msagl;

/// <summary>Keeps boxes in their lanes, and brings those together that are linked.</summary>
internal static class Lanes
{
    private const double Padding = 14;
    private const double Distance = 10;
    private const double PlaceWeight = 0.01;
    private const double WallWeight = 0.0001;
    private const double LinkWeight = 1;
    private const double AxisWeight = 0.02;

    /// <summary>Moves boxes across the flow, and gives the range of each lane; that of index 0, of boxes without a lane, has no walls.</summary>
    /// <param name="titleRooms">What the title of each lane needs.</param>
    public static ImmutableArray<(double Start, double End)> Run(BoxGraph graph, double[] titleRooms, double distance)
    {
        var solver = new Solver();
        var places = graph.Boxes.ToDictionary(box => box, box => solver.AddVariable(null, box.Across, PlaceWeight));
        var middle = graph.Boxes.Select(box => box.Across).DefaultIfEmpty().Average();
        var walls = titleRooms.Select(_ => (Start: solver.AddVariable(null, middle, WallWeight), End: solver.AddVariable(null, middle, WallWeight))).ToArray();
        foreach (var (lane, wall) in walls.Index())
        {
            solver.AddConstraint(wall.Start, wall.End, lane == 0 ? 0 : titleRooms[lane] + (2 * Padding));
            if (lane > 0) solver.AddConstraint(walls[lane - 1].End, wall.Start, Distance);
        }

        foreach (var box in graph.Boxes)
        {
            solver.AddConstraint(walls[box.Lane].Start, places[box], Padding + box.Before);
            solver.AddConstraint(places[box], walls[box.Lane].End, Padding + box.After);
        }

        foreach (var row in graph.Boxes.GroupBy(box => (box.Layer, box.Lane)))
        {
            var boxes = row.OrderBy(box => box.Across).ToArray();
            foreach (var (box, next) in boxes.Zip(boxes.Skip(1))) solver.AddConstraint(places[box], places[next], box.After + distance + next.Before);
        }

        foreach (var link in graph.Links.Where(link => link.From.Lane == link.To.Lane)) solver.AddNeighborPair(places[link.From], places[link.To], LinkWeight);
        foreach (var lane in graph.Boxes.GroupBy(box => box.Lane))
        {
            var axis = solver.AddVariable(null, lane.Average(box => box.Across), WallWeight);
            foreach (var box in lane) solver.AddNeighborPair(axis, places[box], AxisWeight);
        }

        solver.Solve();

        foreach (var box in graph.Boxes) box.Across = places[box].ActualPos;
        var members = graph.Boxes.ToLookup(box => box.Lane);
        var ranges = walls.Select((wall, lane) => Range(members[lane], wall.Start.ActualPos, wall.End.ActualPos, titleRooms[lane])).ToArray();
        var first = ranges.Skip(members[0].Any() || ranges.Length == 1 ? 0 : 1).Min(range => range.Start);
        foreach (var box in graph.Boxes) box.Across = Math.Round(box.Across - first, 1);
        return [.. ranges.Select(range => (Math.Round(range.Start - first, 1), Math.Round(range.End - first, 1)))];
    }

    /// <summary>The walls as close to the members as the title allows.</summary>
    private static (double Start, double End) Range(IEnumerable<Box> members, double start, double end, double title)
    {
        var boxes = members.ToArray();
        if (boxes.Length == 0) return (start, start + title + (2 * Padding));
        var left = boxes.Min(box => box.Across - box.Before) - Padding;
        var right = boxes.Max(box => box.Across + box.After) + Padding;
        var missing = Math.Max(0, title + (2 * Padding) - (right - left));
        var before = Math.Max(missing - Math.Max(0, end - right), Math.Min(missing / 2, left - start));
        return (left - before, right + missing - before);
    }
}
