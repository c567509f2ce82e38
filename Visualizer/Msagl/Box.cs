namespace StateFlow.Visualizer.Msagl;

/// <summary>A rectangle that edges go around: a node with its loops, or a label with the strip on which its edge passes.</summary>
/// <remarks>Measured along the flow and across it, so that nothing but the drawing asks where the flow leads.</remarks>
internal sealed class Box
{
    public required int Lane { get; init; }

    /// <summary>How far it extends across the flow, before and after its place.</summary>
    public required double Before { get; init; }

    public required double After { get; init; }

    public required double Length { get; init; }

    public required bool IsLabel { get; init; }

    public int Layer { get; set; }

    /// <summary>Where the middle of the node, or the strip beside the label, is across the flow.</summary>
    public double Across { get; set; }

    /// <summary>Where it begins along the flow.</summary>
    public double Along { get; set; }

    public double AlongEnd => Along + Length;

    /// <summary>The part of its sides across the flow where edges may end; nothing but its place for a label.</summary>
    public required double PortRange { get; init; }
}

/// <summary>A part of an edge, from one box to another.</summary>
internal sealed class Link(Box from, Box to)
{
    public Box From { get; } = from;

    public Box To { get; } = to;

    /// <summary>Whether it leads along the flow; one against it leaves where others enter.</summary>
    public bool IsForward => From.Layer < To.Layer;

    /// <summary>Where it leaves, across the flow.</summary>
    public double FromAcross { get; set; }

    public double ToAcross { get; set; }

    public double FromAlong => IsForward ? From.AlongEnd : From.Along;

    public double ToAlong => IsForward ? To.Along : To.AlongEnd;

    /// <summary>The place at the end that is at a box.</summary>
    public double AcrossAt(Box box) => box == From ? FromAcross : ToAcross;
}
