namespace StateFlow.Visualizer.Layout.Layered;

/// <summary>Orders the items of each layer, lane by lane, such that few edges cross.</summary>
internal static class Ordering
{
    private const int Rounds = 16;

    public static void Run(LayeredGraph graph)
    {
        var links = new List<Link>[graph.Layers.Length + 1];
        for (var gap = 0; gap < links.Length; gap++) links[gap] = [];
        foreach (var link in graph.Links.Where(link => link.ChangesLayer)) links[link.Gap].Add(link);

        foreach (var layer in graph.Layers) Sort(layer, item => item.Position);
        var best = Snapshot(graph);
        var fewest = Crossings(graph, links);
        for (var round = 0; round < Rounds && fewest > 0; round++)
        {
            Sweep(graph, links, forward: round % 2 == 0);
            var crossings = Crossings(graph, links);
            if (crossings >= fewest) continue;
            fewest = crossings;
            best = Snapshot(graph);
        }

        for (var layer = 0; layer < graph.Layers.Length; layer++)
        {
            graph.Layers[layer].Clear();
            graph.Layers[layer].AddRange(best[layer]);
            Number(graph.Layers[layer]);
        }
    }

    private static Item[][] Snapshot(LayeredGraph graph) => [.. graph.Layers.Select(layer => layer.ToArray())];

    private static void Sweep(LayeredGraph graph, List<Link>[] links, bool forward)
    {
        var count = graph.Layers.Length;
        for (var i = 1; i < count; i++)
        {
            var layer = forward ? i : count - 1 - i;
            var sums = new Dictionary<Item, (double Sum, int Count)>();
            foreach (var link in links[forward ? layer : layer + 1])
            {
                var (item, neighbor) = forward ? (link.Lower, link.Upper) : (link.Upper, link.Lower);
                var (sum, number) = sums.GetValueOrDefault(item);
                sums[item] = (sum + neighbor.Position, number + 1);
            }

            var desired = graph.Layers[layer].ToDictionary(
                item => item, item => sums.TryGetValue(item, out var sum) ? sum.Sum / sum.Count : item.Position);
            Sort(graph.Layers[layer], item => desired[item]);
        }
    }

    /// <summary>Edges against the flow keep to the side of their lane, those that lead back farthest outermost.</summary>
    private static void Sort(List<Item> layer, Func<Item, double> desired)
    {
        var loops = layer.Where(item => item.Beside is not null).ToLookup(item => item.Beside!);
        var sorted = layer
            .Where(item => item.Beside is null)
            .OrderBy(item => item.Lane)
            .ThenByDescending(item => item.BackSpan)
            .ThenBy(item => item.BackSpan > 0 ? item.Edge : desired(item))
            .SelectMany(item => loops[item].Append(item))
            .ToArray();
        layer.Clear();
        layer.AddRange(sorted);
        Number(layer);
    }

    private static void Number(List<Item> layer)
    {
        for (var i = 0; i < layer.Count; i++) layer[i].Position = i;
    }

    private static long Crossings(LayeredGraph graph, List<Link>[] links)
    {
        var crossings = 0L;
        for (var gap = 1; gap < graph.Layers.Length; gap++)
        {
            // Inversions, counted with a binary indexed tree over the positions below.
            var tree = new int[graph.Layers[gap].Count + 1];
            var seen = 0;
            foreach (var link in links[gap].OrderBy(link => link.Upper.Position).ThenBy(link => link.Lower.Position))
            {
                var notBeyond = 0;
                for (var i = link.Lower.Position + 1; i > 0; i -= i & -i) notBeyond += tree[i];
                crossings += seen - notBeyond;
                seen++;
                for (var i = link.Lower.Position + 1; i < tree.Length; i += i & -i) tree[i]++;
            }
        }

        return crossings;
    }
}
