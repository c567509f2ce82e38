namespace StateFlow.Visualizer.Layout.Layered;

/// <summary>Finds where edges leave and enter nodes, and how they change their place within the gaps between layers.</summary>
internal static class Routing
{
    private const double PortDistance = 12;
    private const double CornerDistance = 12;
    private const double SharedTrackDistance = 8;
    private const double OverlapDistance = 2;
    private const double SideStep = 4;
    private const int OverlapCost = 1000;
    private const int Passes = 60;
    private const int MaxToInsert = 100;

    /// <summary>Sets the ends and tracks of all links; returns the number of tracks of each gap.</summary>
    public static int[] Run(LayeredGraph graph)
    {
        var gaps = new List<Link>[graph.Layers.Length + 1];
        for (var gap = 0; gap < gaps.Length; gap++) gaps[gap] = [];
        foreach (var link in graph.Links)
        {
            link.StartAcross = link.Start.Across;
            link.EndAcross = link.End.Across;
            gaps[link.Gap].Add(link);
        }

        return [.. gaps.Select(links =>
        {
            SetPorts(links, beforeGap: true);
            SetPorts(links, beforeGap: false);
            AvoidOpposite(links, beforeGap: false);
            AvoidOpposite(links, beforeGap: true);
            return SetTracks(links);
        })];
    }

    /// <summary>Each edge leaves its node where the way is shortest, at a distance from the others.</summary>
    private static void SetPorts(List<Link> links, bool beforeGap)
    {
        var ends = links
            .SelectMany(link => new[] { (Link: link, IsStart: true), (Link: link, IsStart: false) })
            .Where(end => (end.IsStart ? end.Link.StartsBefore : end.Link.EndsBefore) == beforeGap)
            .Where(end => (end.IsStart ? end.Link.Start : end.Link.End).IsNode);
        foreach (var side in ends.GroupBy(end => end.IsStart ? end.Link.Start : end.Link.End))
        {
            var sorted = side.OrderBy(Wish).ThenBy(end => end.Link.Edge).ToArray();
            var node = side.Key;
            var low = node.Across - Math.Max(0, node.Before - CornerDistance);
            var high = node.Across + Math.Max(0, node.After - CornerDistance);
            var isAlone = sorted.Length == 1 && (Wish(sorted[0]) < low || Wish(sorted[0]) > high);
            var wishes = sorted.Select(end => isAlone ? node.Across : Math.Clamp(Wish(end), low, high)).ToArray();
            var weights = sorted.Select((end, i) => Math.Abs(Wish(end) - wishes[i]) < 0.5 ? 100.0 : 1.0).ToArray();
            var ports = Spread.Apply(wishes, weights, PortDistance, low, high);
            foreach (var (i, end) in sorted.Index())
            {
                if (end.IsStart) end.Link.StartAcross = ports[i];
                else end.Link.EndAcross = ports[i];
            }
        }

        static double Wish((Link Link, bool IsStart) end) => end.IsStart ? end.Link.EndAcross : end.Link.StartAcross;
    }

    /// <summary>Moves ends that face the end of another edge a little, so that the two stretches cannot lie on each other.</summary>
    private static void AvoidOpposite(List<Link> links, bool beforeGap)
    {
        var taken = links.SelectMany(Ends).Where(end => end.IsBefore != beforeGap).Select(end => end.Place).Order().ToArray();
        foreach (var link in links.Where(link => !link.IsStraight))
        {
            if (link.Start.IsNode && beforeGap) link.StartAcross = Beside(link.Start, link.StartAcross, taken);
            if (link.End.IsNode && !beforeGap) link.EndAcross = Beside(link.End, link.EndAcross, taken);
        }
    }

    private static double Beside(Item node, double place, double[] taken)
    {
        var index = Array.BinarySearch(taken, place - OverlapDistance);
        if (index < 0) index = ~index;
        if (index == taken.Length || taken[index] > place + OverlapDistance) return place;
        return place + SideStep < node.Across + node.After - SideStep ? place + SideStep : place - SideStep;
    }

    private static int SetTracks(List<Link> links)
    {
        var order = links.Where(link => !link.IsStraight)
            .OrderBy(link => Math.Min(link.StartAcross, link.EndAcross)).ThenBy(link => link.Edge).ToArray();
        SwapNeighbors(order);
        if (order.Length <= MaxToInsert) Insert(order);

        var count = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var track = 0;
            for (var j = 0; j < i; j++)
            {
                if (Meet(order[i], order[j])) track = Math.Max(track, order[j].Track + 1);
            }

            order[i].Track = track;
            count = Math.Max(count, track + 1);
        }

        return count;
    }

    private static void SwapNeighbors(Link[] order)
    {
        for (var (pass, isBetter) = (0, true); isBetter && pass < Passes; pass++)
        {
            isBetter = false;
            for (var i = 1; i < order.Length; i++)
            {
                if (Cost(order[i - 1], order[i]) <= Cost(order[i], order[i - 1])) continue;
                (order[i - 1], order[i]) = (order[i], order[i - 1]);
                isBetter = true;
            }
        }
    }

    /// <summary>Moves each link to its best place in the order, which gets over what no swap of neighbours improves.</summary>
    private static void Insert(Link[] order)
    {
        foreach (var link in order.ToArray())
        {
            var rest = order.Where(other => other != link).ToArray();
            var cost = rest.Sum(other => Cost(link, other));
            var (best, bestCost) = (0, cost);
            for (var i = 0; i < rest.Length; i++)
            {
                cost += Cost(rest[i], link) - Cost(link, rest[i]);
                var isAsGoodInPlace = cost == bestCost && order[i + 1] == link;
                if (cost < bestCost || isAsGoodInPlace) (best, bestCost) = (i + 1, cost);
            }

            rest.AsSpan(0, best).CopyTo(order);
            order[best] = link;
            rest.AsSpan(best).CopyTo(order.AsSpan(best + 1));
        }
    }

    private static (double Low, double High) Range(Link link) =>
        (Math.Min(link.StartAcross, link.EndAcross), Math.Max(link.StartAcross, link.EndAcross));

    private static bool Meet(Link a, Link b)
    {
        var (aLow, aHigh) = Range(a);
        var (bLow, bHigh) = Range(b);
        return aLow < bHigh + SharedTrackDistance && bLow < aHigh + SharedTrackDistance;
    }

    /// <summary>What it costs to put the track of <paramref name="first"/> before that of <paramref name="second"/>.</summary>
    private static int Cost(Link first, Link second)
    {
        if (!Meet(first, second)) return 0;
        var cost = 0;
        var (firstLow, firstHigh) = Range(first);
        var (secondLow, secondHigh) = Range(second);
        foreach (var (place, isBefore) in Ends(first))
        {
            if (!isBefore && place > secondLow && place < secondHigh) cost++;
        }

        foreach (var (place, isBefore) in Ends(second))
        {
            if (isBefore && place > firstLow && place < firstHigh) cost++;
            if (isBefore && Ends(first).Any(end => !end.IsBefore && Math.Abs(end.Place - place) < OverlapDistance)) cost += OverlapCost;
        }

        return cost;
    }

    private static (double Place, bool IsBefore)[] Ends(Link link) =>
        [(link.StartAcross, link.StartsBefore), (link.EndAcross, link.EndsBefore)];
}

/// <summary>Puts places at a distance from each other, each as near as possible to where it should be.</summary>
internal static class Spread
{
    /// <summary>The places in the order of <paramref name="wishes"/>, which are ascending.</summary>
    /// <remarks>Least squares under an order, by pooling adjacent violators.</remarks>
    public static double[] Apply(double[] wishes, double[] weights, double distance, double low, double high)
    {
        var count = wishes.Length;
        if (count > 1) distance = Math.Min(distance, (high - low) / (count - 1));
        var pools = new Stack<(double Sum, double Weight, int Count)>();
        for (var i = 0; i < count; i++)
        {
            var pool = (Sum: (wishes[i] - (i * distance)) * weights[i], Weight: weights[i], Count: 1);
            while (pools.TryPeek(out var last) && last.Sum / last.Weight > pool.Sum / pool.Weight)
            {
                pools.Pop();
                pool = (pool.Sum + last.Sum, pool.Weight + last.Weight, pool.Count + last.Count);
            }

            pools.Push(pool);
        }

        var limit = high - ((count - 1) * distance);
        return [.. pools.Reverse()
            .SelectMany(pool => Enumerable.Repeat(Math.Max(low, Math.Min(limit, pool.Sum / pool.Weight)), pool.Count))
            .Select((place, i) => place + (i * distance))];
    }
}
