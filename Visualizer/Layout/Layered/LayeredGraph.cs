namespace StateFlow.Visualizer.Layout.Layered;

/// <summary>What stands in a layer: a node, or the place where an edge passes through, with its label if it is there.</summary>
/// <remarks>Places along the flow come from the layers, places across it from <see cref="Across"/>.</remarks>
internal sealed class Item
{
    /// <summary>The index of the node; -1 for an edge passing through.</summary>
    public required int Node { get; init; }

    /// <summary>The index of the edge passing through; -1 for a node.</summary>
    public required int Edge { get; init; }

    public required int Layer { get; set; }

    public required int Lane { get; init; }

    /// <summary>How far it reaches to either side of the line through its middle, or of the edge.</summary>
    public required double Before { get; init; }

    public required double After { get; init; }

    public required double Length { get; init; }

    public required bool HasLabel { get; init; }

    /// <summary>The node that it stays beside, for an edge from a node to itself.</summary>
    public Item? Beside { get; init; }

    /// <summary>How far back the edge leads that passes here against the flow; 0 otherwise.</summary>
    public required int BackSpan { get; init; }

    /// <summary>Its index in the layer.</summary>
    public int Position { get; set; }

    public double Across { get; set; }

    public bool IsNode => Node >= 0;
}

/// <summary>A stretch of an edge through the gap between two layers, or out of a gap's border and back to it.</summary>
/// <param name="Gap">The gap; it lies before the layer of that index.</param>
/// <param name="StartsBefore">Whether <paramref name="Start"/> is in the layer before the gap.</param>
/// <param name="EndsBefore">Whether <paramref name="End"/> is.</param>
internal sealed record Link(int Edge, int Gap, Item Start, bool StartsBefore, Item End, bool EndsBefore)
{
    public double StartAcross { get; set; }

    public double EndAcross { get; set; }

    /// <summary>The place of the stretch across the flow among those of the gap; -1 if there is none.</summary>
    public int Track { get; set; } = -1;

    public bool IsStraight => Math.Abs(StartAcross - EndAcross) < 0.5;

    public bool ChangesLayer => StartsBefore != EndsBefore;

    /// <summary>The end in the layer before the gap, if the link changes layers.</summary>
    public Item Upper => StartsBefore ? Start : End;

    public Item Lower => StartsBefore ? End : Start;

    public bool Equals(Link? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => HashCode.Combine(Edge, Gap);
}

/// <summary>Layers of items, and the links between them.</summary>
/// <param name="Ways">For each edge its links from source to target.</param>
internal sealed record LayeredGraph(List<Item>[] Layers, List<Link>[] Ways, int LaneCount)
{
    public IEnumerable<Link> Links => Ways.SelectMany(way => way);
}
