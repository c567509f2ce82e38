namespace StateFlow.Language.Syntax;

/// <summary>How far words are from each other.</summary>
internal static class EditDistance
{
    /// <summary>The least number of letters to insert, drop, replace or swap with their neighbour; a row of the table at a time.</summary>
    public static int Between(string from, string to)
    {
        var (beforeLast, last, row) = (new int[to.Length + 1], new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray());
        for (var i = 1; i <= from.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                var isSwapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                if (isSwapped) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
        }

        return row[to.Length];
    }
}
