namespace StateFlow.Visualizer.Layout.Layered;

/// <summary>Gives the items of one lane their places across the flow.</summary>
/// <remarks>
/// Items that should be in one line are joined to columns. Neighbours in a layer keep their distance, which is an order among
/// columns; within it each column goes as near as it can to what it is connected with.
/// </remarks>
internal sealed class Placement
{
    private const int BalancingRounds = 10;
    private const int StraighteningRounds = 4;

    private readonly List<Item>[] _layers;
    private readonly Dictionary<Item, int> _columnOf = new(ReferenceEqualityComparer.Instance);
    private readonly List<List<Item>> _columns = [];
    private readonly double _nodeDistance;

    private Placement(List<Item>[] layers, double nodeDistance)
    {
        _layers = layers;
        _nodeDistance = nodeDistance;
    }

    /// <summary>Places the items from 0 on and returns how far they reach.</summary>
    /// <param name="layers">The items of the lane, layer by layer, in order.</param>
    /// <param name="links">The links between them that change layers.</param>
    /// <param name="hints">Pairs of items that would better be in one line, though no link connects them.</param>
    public static double Run(List<Item>[] layers, IReadOnlyList<Link> links, IReadOnlyList<(Item, Item)> hints, double nodeDistance)
    {
        var placement = new Placement(layers, nodeDistance);
        placement.JoinColumns(links, placement.Lengths(links, hints));
        return placement.Place(links, hints);
    }

    /// <summary>Joins the ends of links to columns, those that pass through first, such that no column crosses another.</summary>
    private void JoinColumns(IReadOnlyList<Link> links, Dictionary<Item, double> lengths)
    {
        var above = new Dictionary<Item, Item>(ReferenceEqualityComparer.Instance);
        var below = new Dictionary<Item, Item>(ReferenceEqualityComparer.Instance);
        var joined = new Dictionary<int, List<(int Upper, int Lower)>>();
        var middles = links.GroupBy(link => link.Upper).ToDictionary(group => group.Key, group => group.Average(link => link.Lower.Position));
        foreach (var link in links.OrderBy(Priority).ThenBy(link => link.Gap).ThenBy(MiddleDistance).ThenByDescending(link => lengths[link.Lower]).ThenBy(link => link.Edge))
        {
            if (below.ContainsKey(link.Upper) || above.ContainsKey(link.Lower)) continue;
            if (!joined.TryGetValue(link.Gap, out var pairs)) joined[link.Gap] = pairs = [];
            if (pairs.Exists(pair => (pair.Upper < link.Upper.Position) != (pair.Lower < link.Lower.Position))) continue;
            pairs.Add((link.Upper.Position, link.Lower.Position));
            below[link.Upper] = link.Lower;
            above[link.Lower] = link.Upper;
        }

        foreach (var item in _layers.SelectMany(layer => layer))
        {
            if (above.TryGetValue(item, out var upper))
            {
                _columnOf[item] = _columnOf[upper];
                _columns[_columnOf[item]].Add(item);
            }
            else
            {
                _columnOf[item] = _columns.Count;
                _columns.Add([item]);
            }
        }

        int Priority(Link link) => (link.Upper.IsNode ? 1 : 0) + (link.Lower.IsNode ? 1 : 0);

        // Of several ways out of a node the one in the middle goes straight on, of two the one that leads further.
        double MiddleDistance(Link link) => Math.Abs(link.Lower.Position - middles[link.Upper]);
    }

    /// <summary>How far the longest way through the lane leads from the beginning of each item.</summary>
    private Dictionary<Item, double> Lengths(IReadOnlyList<Link> links, IReadOnlyList<(Item, Item)> hints)
    {
        var next = links.Select(link => (link.Upper, link.Lower)).Concat(hints).ToLookup(pair => pair.Item1, pair => pair.Item2);
        var lengths = new Dictionary<Item, double>(ReferenceEqualityComparer.Instance);
        foreach (var item in Enumerable.Reverse(_layers).SelectMany(layer => layer))
            lengths[item] = item.Length + next[item].Where(other => other.Layer > item.Layer).Select(other => lengths[other]).DefaultIfEmpty().Max();
        return lengths;
    }

    private double Place(IReadOnlyList<Link> links, IReadOnlyList<(Item, Item)> hints)
    {
        var before = new List<(int Column, double Distance)>[_columns.Count];
        var after = new List<(int Column, double Distance)>[_columns.Count];
        var above = new List<int>[_columns.Count];
        var below = new List<int>[_columns.Count];
        for (var i = 0; i < _columns.Count; i++) (before[i], after[i], above[i], below[i]) = ([], [], [], []);
        foreach (var layer in _layers)
        {
            for (var i = 1; i < layer.Count; i++)
            {
                var distance = layer[i - 1].After + layer[i].Before + Distance(layer[i - 1], layer[i]);
                before[_columnOf[layer[i]]].Add((_columnOf[layer[i - 1]], distance));
                after[_columnOf[layer[i - 1]]].Add((_columnOf[layer[i]], distance));
            }
        }

        foreach (var (a, b) in links.Select(link => (link.Upper, link.Lower)).Concat(hints))
        {
            if (_columnOf[a] == _columnOf[b]) continue;
            below[_columnOf[a]].Add(_columnOf[b]);
            above[_columnOf[b]].Add(_columnOf[a]);
        }

        var order = Order(before, after);
        var place = new double[_columns.Count];
        foreach (var column in order)
        {
            place[column] = _columns[column].Max(item => item.Before);
            foreach (var (neighbor, distance) in before[column]) place[column] = Math.Max(place[column], place[neighbor] + distance);
        }

        var reach = _columns.Select(column => column.Max(item => item.After)).ToArray();
        var width = Enumerable.Range(0, _columns.Count).Select(column => place[column] + reach[column]).DefaultIfEmpty(0).Max();
        for (var round = 0; round < BalancingRounds; round++)
        {
            foreach (var column in round % 2 == 0 ? Enumerable.Reverse(order) : order) Move(column, [.. above[column], .. below[column]]);
        }

        // In the end what comes before decides, which makes lines straight that balancing left almost straight.
        var downwards = order.OrderBy(column => _columns[column][0].Layer).ToArray();
        for (var round = 0; round < StraighteningRounds; round++)
        {
            foreach (var column in downwards) Move(column, above[column].Count > 0 ? above[column] : below[column]);
        }

        void Move(int column, List<int> pulls)
        {
            if (pulls.Count == 0) return;
            var low = _columns[column].Max(item => item.Before);
            var high = width - reach[column];
            foreach (var (neighbor, distance) in before[column]) low = Math.Max(low, place[neighbor] + distance);
            foreach (var (neighbor, distance) in after[column]) high = Math.Min(high, place[neighbor] - distance);
            var wishes = pulls.Select(other => place[other]).Order().ToArray();
            var wish = (wishes[(wishes.Length - 1) / 2] + wishes[wishes.Length / 2]) / 2;
            place[column] = Math.Max(low, Math.Min(high, wish));
        }

        foreach (var (item, column) in _columnOf) item.Across = place[column];
        return width;
    }

    private double Distance(Item a, Item b) => a.IsNode && b.IsNode ? _nodeDistance : a.IsNode || b.IsNode ? 10 : 5;

    /// <summary>The columns such that each comes after those before it.</summary>
    private static List<int> Order(List<(int Column, double Distance)>[] before, List<(int Column, double Distance)>[] after)
    {
        var missing = before.Select(list => list.Count).ToArray();
        var ready = new Queue<int>(Enumerable.Range(0, missing.Length).Where(column => missing[column] == 0));
        var order = new List<int>(missing.Length);
        while (ready.TryDequeue(out var column))
        {
            order.Add(column);
            foreach (var (next, _) in after[column])
            {
                if (--missing[next] == 0) ready.Enqueue(next);
            }
        }

        return order;
    }
}
