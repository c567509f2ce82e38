namespace StateFlow.Visualizer.Layout.Layered;

/// <summary>Puts nodes into layers such that most edges lead to a later one.</summary>
internal static class Layering
{
    /// <summary>The layer of each node, and which edges lead back to the same layer or an earlier one.</summary>
    public static (int[] Layer, bool[] IsBack) Of(int nodeCount, IReadOnlyList<(int From, int To)> edges)
    {
        var outgoing = Group(nodeCount, edges, edge => edge.From);
        var incoming = Group(nodeCount, edges, edge => edge.To);
        var (order, isBack) = Explore(nodeCount, edges, outgoing, incoming);
        var layer = new int[nodeCount];
        foreach (var node in order)
        {
            foreach (var edge in outgoing[node].Where(edge => !isBack[edge]))
                layer[edges[edge].To] = Math.Max(layer[edges[edge].To], layer[node] + 1);
        }

        PullToSuccessors(order, edges, outgoing, incoming, isBack, layer);
        SpreadIsolated(outgoing, incoming, layer);
        return (layer, isBack);
    }

    /// <summary>A topological order without the edges that close a cycle.</summary>
    private static (List<int> Order, bool[] IsBack) Explore(
        int nodeCount, IReadOnlyList<(int From, int To)> edges, List<int>[] outgoing, List<int>[] incoming)
    {
        var isBack = new bool[edges.Count];
        var isOpen = new bool[nodeCount];
        var isDone = new bool[nodeCount];
        var order = new List<int>(nodeCount);
        var path = new Stack<(int Node, int Next)>();
        foreach (var root in Enumerable.Range(0, nodeCount).OrderBy(node => incoming[node].Count > 0))
        {
            if (isDone[root]) continue;
            isOpen[root] = true;
            path.Push((root, 0));
            while (path.TryPop(out var place))
            {
                var (node, next) = place;
                if (next == outgoing[node].Count)
                {
                    isOpen[node] = false;
                    isDone[node] = true;
                    order.Add(node);
                    continue;
                }

                path.Push((node, next + 1));
                var edge = outgoing[node][next];
                var target = edges[edge].To;
                if (isOpen[target]) isBack[edge] = true;
                else if (!isDone[target])
                {
                    isOpen[target] = true;
                    path.Push((target, 0));
                }
            }
        }

        order.Reverse();
        return (order, isBack);
    }

    /// <summary>Brings nodes with more successors than predecessors near their successors, which shortens edges.</summary>
    private static void PullToSuccessors(
        List<int> order, IReadOnlyList<(int From, int To)> edges, List<int>[] outgoing, List<int>[] incoming, bool[] isBack, int[] layer)
    {
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var node = order[i];
            var targets = outgoing[node].Where(edge => !isBack[edge]).Select(edge => layer[edges[edge].To]).ToArray();
            if (targets.Length > incoming[node].Count(edge => !isBack[edge])) layer[node] = Math.Max(layer[node], targets.Min() - 1);
        }
    }

    /// <summary>Nodes without edges fill the layers evenly instead of making the first one long.</summary>
    private static void SpreadIsolated(List<int>[] outgoing, List<int>[] incoming, int[] layer)
    {
        var isolated = Enumerable.Range(0, layer.Length).Where(node => outgoing[node].Count + incoming[node].Count == 0).ToArray();
        var isConnected = isolated.Length < layer.Length;
        var count = isConnected ? layer.Max() + 1 : (int)Math.Ceiling(Math.Sqrt(layer.Length));
        foreach (var (index, node) in isolated.Index()) layer[node] = index % count;
    }

    private static List<int>[] Group(int nodeCount, IReadOnlyList<(int From, int To)> edges, Func<(int From, int To), int> key)
    {
        var groups = new List<int>[nodeCount];
        for (var node = 0; node < nodeCount; node++) groups[node] = [];
        for (var edge = 0; edge < edges.Count; edge++) groups[key(edges[edge])].Add(edge);
        return groups;
    }
}
