using StateFlow.Language.IR;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>Lists of names in lines that are not too long for a label.</summary>
internal static class Wrapped
{
    private const int MaxLength = 30;

    public static Sequence<string> Lines(string head, IEnumerable<string> names)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var name in names)
        {
            if (line.Length == 0) line = lines.Count == 0 ? head + name : name;
            else if (line.Length + name.Length + 2 <= MaxLength) line += ", " + name;
            else
            {
                lines.Add(line + ",");
                line = name;
            }
        }

        if (line.Length > 0) lines.Add(line);
        return lines.ToSequence();
    }
}
