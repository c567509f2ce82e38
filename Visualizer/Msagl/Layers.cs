namespace StateFlow.Visualizer.Msagl;

/// <summary>Places layers along the flow, with room between them for the links that change their place there.</summary>
internal static class Layers
{
    private const double ArrowRoom = 14;
    private const double AfterNode = 10;
    private const double BesideLabel = 7;
    private const double TrackDistance = 8;

    /// <summary>Sets <see cref="Box.Along"/> and gives the start and the end of each layer.</summary>
    /// <param name="alignment">Where boxes stand in a layer of longer ones: 0 at its start, 0.5 in its middle.</param>
    public static ImmutableArray<(double Start, double End)> Run(BoxGraph graph, double alignment)
    {
        var layers = graph.Boxes.GroupBy(box => box.Layer).OrderBy(layer => layer.Key).Select(layer => layer.ToArray()).ToArray();
        var turns = graph.Links.Where(link => link.FromAcross != link.ToAcross)
            .SelectMany(link => new[] { (Gap: Math.Min(link.From.Layer, link.To.Layer), Link: link), (Gap: Math.Max(link.From.Layer, link.To.Layer) - 1, Link: link) })
            .Distinct().ToLookup(turn => turn.Gap, turn => turn.Link);
        var arrowsAfter = graph.Links.Where(link => !link.IsForward && !link.To.IsLabel).Select(link => link.To.Layer).ToHashSet();
        var ranges = ImmutableArray.CreateBuilder<(double Start, double End)>();
        var place = 0.0;
        foreach (var (index, layer) in layers.Index())
        {
            if (index > 0) place += After(layers[index - 1], arrowsAfter.Contains(index - 1)) + Before(layer) + (Math.Max(0, Tracks(turns[index - 1]) - 1) * TrackDistance);
            var length = layer.Max(box => box.Length);
            foreach (var box in layer) box.Along = Math.Round(place + (box.IsLabel ? 0 : alignment * (length - box.Length)), 1);
            ranges.Add((place, place + length));
            place += length;
        }

        return ranges.ToImmutable();
    }

    private static double After(Box[] layer, bool hasArrows) =>
        hasArrows ? ArrowRoom : Array.Exists(layer, box => !box.IsLabel) ? AfterNode : BesideLabel;

    private static double Before(Box[] layer) => Array.Exists(layer, box => !box.IsLabel) ? ArrowRoom : BesideLabel;

    /// <summary>The greatest number of links that turn beside each other.</summary>
    private static int Tracks(IEnumerable<Link> links)
    {
        var (tracks, most) = (0, 0);
        var ends = links.SelectMany(link => new[]
        {
            (Place: Math.Min(link.FromAcross, link.ToAcross), Step: 1), (Place: Math.Max(link.FromAcross, link.ToAcross), Step: -1),
        });
        foreach (var (_, step) in ends.OrderBy(end => end.Place).ThenByDescending(end => end.Step))
        {
            tracks += step;
            most = Math.Max(most, tracks);
        }

        return most;
    }
}
