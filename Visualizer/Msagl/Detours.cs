using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Msagl;

/// <summary>Other ways for the few links that the router leads through a box: between layers, and around all boxes.</summary>
internal static class Detours
{
    private const double Tolerance = 0.1;
    private const double Distance = 8;

    /// <summary>The paths, with detours for those that are not free.</summary>
    public static Dictionary<Link, ImmutableArray<Point>> Run(
        BoxGraph graph, Dictionary<Link, ImmutableArray<Point>> paths, ImmutableArray<(double Start, double End)> layers)
    {
        var outside = graph.Boxes.Select(box => box.Across + box.After).DefaultIfEmpty().Max();
        var result = new Dictionary<Link, ImmutableArray<Point>>();
        foreach (var link in graph.Links)
        {
            if (IsFree(paths[link], graph.Boxes))
            {
                result[link] = paths[link];
                continue;
            }

            outside += Distance;
            var (leave, enter) = (Gap(link.From.Layer, link.IsForward), Gap(link.To.Layer, !link.IsForward));
            result[link] = leave == enter
                ? [new(link.FromAcross, link.FromAlong), new(link.FromAcross, leave), new(link.ToAcross, leave), new(link.ToAcross, link.ToAlong)]
                :
                [
                    new(link.FromAcross, link.FromAlong), new(link.FromAcross, leave), new(outside, leave),
                    new(outside, enter), new(link.ToAcross, enter), new(link.ToAcross, link.ToAlong),
                ];
        }

        return result;

        // The middle between a layer and the one after or before it.
        double Gap(int layer, bool isAfter)
        {
            if (!isAfter) layer--;
            var start = layer >= 0 ? layers[layer].End : layers[0].Start - (2 * Distance);
            var end = layer + 1 < layers.Length ? layers[layer + 1].Start : layers[^1].End + (2 * Distance);
            return Math.Round((start + end) / 2, 1);
        }
    }

    /// <summary>Whether a path is at right angles and goes through no box.</summary>
    private static bool IsFree(ImmutableArray<Point> path, ImmutableArray<Box> boxes) => path.Zip(path.Skip(1)).All(stretch =>
        (stretch.First.X == stretch.Second.X || stretch.First.Y == stretch.Second.Y)
        && !boxes.Any(box => Crosses(stretch.First, stretch.Second, box)));

    private static bool Crosses(Point a, Point b, Box box) =>
        Math.Min(a.X, b.X) < box.Across + box.After - Tolerance && Math.Max(a.X, b.X) > box.Across - box.Before + Tolerance
        && Math.Min(a.Y, b.Y) < box.AlongEnd - Tolerance && Math.Max(a.Y, b.Y) > box.Along + Tolerance;
}
