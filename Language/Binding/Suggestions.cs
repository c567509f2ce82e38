namespace StateFlow.Language.Binding;

/// <summary>Finds the known name that a mistyped one was probably meant to be.</summary>
internal sealed class Suggestions
{
    // A text full of unknown names must not make the compiler compare all with all.
    private int _budget = 200_000;

    /// <summary>The nearest of the candidates by letters inserted, deleted, replaced or swapped; null if none is near.</summary>
    public string? Nearest(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Max(1, name.Length / 3);
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            if (_budget-- <= 0) break;
            if (Math.Abs(candidate.Length - name.Length) > limit) continue;
            var distance = string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(name, candidate);
            if (distance > limit || (distance == name.Length && distance > 0)) continue;
            if (distance < limit || nearest is null || string.CompareOrdinal(candidate, nearest) < 0) nearest = candidate;
            if (distance < limit) limit = distance;
        }

        return nearest;
    }

    private static int Distance(string a, string b)
    {
        var (beforeLast, last, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (isSwap) current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }
}
