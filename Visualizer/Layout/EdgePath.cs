namespace StateFlow.Visualizer.Layout;

/// <summary>What layouts do with the ways of edges.</summary>
public static class EdgePath
{
    /// <summary>The path without points on a straight line.</summary>
    public static ImmutableArray<Point> Corners(IEnumerable<Point> path)
    {
        var corners = new List<Point>();
        foreach (var point in path)
        {
            if (corners.Count > 0 && corners[^1] == point) continue;
            if (corners.Count > 1 && ((corners[^2].X == corners[^1].X && corners[^1].X == point.X) || (corners[^2].Y == corners[^1].Y && corners[^1].Y == point.Y)))
                corners[^1] = point;
            else corners.Add(point);
        }

        return [.. corners];
    }
}
