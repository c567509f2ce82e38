namespace StateFlow.Language.Assistance;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
public static class NearestName
{
    /// <summary>The name that needs the fewest edits, if it needs few for its length.</summary>
    public static string? Of(string typed, IEnumerable<string> known) => known
        .Select(name => (Name: name, Distance: Distance(typed.ToLowerInvariant(), name.ToLowerInvariant())))
        .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Name.Length / 3))
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary><c>unknown option '--sead'; did you mean '--seed'?</c>, or what is known if nothing is near.</summary>
    public static string Describe(string kind, string typed, IReadOnlyCollection<string> known) =>
        Of(typed, known) is { } nearest
            ? $"unknown {kind} '{typed}'; did you mean '{nearest}'? Known: {string.Join(", ", known)}"
            : $"unknown {kind} '{typed}'. Known: {string.Join(", ", known)}";

    /// <summary>Insertions, deletions, replacements and swaps of neighbours, a row of the table at a time.</summary>
    private static int Distance(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > to.Length) return int.MaxValue;

        var (beforeLast, last, row) = (new int[to.Length + 1], new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray());
        for (var i = 1; i <= from.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
        }

        return row[to.Length];
    }
}
