using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout;

/// <summary>An entry of a legend: a short edge and what it means.</summary>
public sealed record PlacedLegendEntry(EdgeKind Kind, Point Start, Point End, PlacedText Meaning);

/// <summary>Puts the legend below a drawing, in as many rows as its width asks for.</summary>
internal static class LegendLayout
{
    private const double Margin = 16;
    private const double EdgeLength = 34;
    private const double TextDistance = 6;
    private const double EntryDistance = 22;

    /// <summary>The drawing with room for its legend, and the legend.</summary>
    public static (DiagramLayout Drawing, ImmutableArray<PlacedLegendEntry> Entries) Place(DiagramLayout drawing, ITextMeasures measures)
    {
        if (drawing.Diagram.Legend.Count == 0) return (drawing, []);
        var entries = ImmutableArray.CreateBuilder<PlacedLegendEntry>();
        var rowHeight = measures.FontSize(TextStyle.Label) * 1.7;
        var widths = drawing.Diagram.Legend.Select(entry => EdgeLength + TextDistance + measures.Width(entry.Meaning, TextStyle.Label)).ToArray();
        var width = Math.Max(drawing.Size.Width, widths.Max() + (2 * Margin));
        var (x, y) = (Margin, drawing.Size.Height + (rowHeight / 2));
        foreach (var (index, entry) in drawing.Diagram.Legend.Index())
        {
            if (x > Margin && x + widths[index] > width - Margin) (x, y) = (Margin, y + rowHeight);
            var text = new Point(x + EdgeLength + TextDistance, y + (measures.FontSize(TextStyle.Label) * 0.35));
            entries.Add(new PlacedLegendEntry(
                entry.Kind,
                new Point(x, y),
                new Point(x + EdgeLength, y),
                new PlacedText(entry.Meaning, TextStyle.Label, text, widths[index] - EdgeLength - TextDistance)));
            x += widths[index] + EntryDistance;
        }

        return (drawing with { Size = new Size(width, y + rowHeight) }, entries.ToImmutable());
    }
}
