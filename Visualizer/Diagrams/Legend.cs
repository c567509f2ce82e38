using StateFlow.Language.IR;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>What edges of one kind mean in a diagram.</summary>
public sealed record LegendEntry(EdgeKind Kind, string Meaning);

/// <summary>Makes legends.</summary>
internal static class Legend
{
    /// <summary>The entries for the kinds of edges that there are, in the order of the meanings.</summary>
    public static Sequence<LegendEntry> Of(IEnumerable<DiagramEdge> edges, params ReadOnlySpan<(EdgeKind Kind, string Meaning)> meanings)
    {
        var kinds = edges.Select(edge => edge.Kind).ToHashSet();
        var entries = ImmutableArray.CreateBuilder<LegendEntry>();
        foreach (var (kind, meaning) in meanings)
        {
            if (kinds.Contains(kind)) entries.Add(new LegendEntry(kind, meaning));
        }

        return new Sequence<LegendEntry>(entries.ToImmutable());
    }
}
