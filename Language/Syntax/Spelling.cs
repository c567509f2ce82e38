namespace StateFlow.Language.Syntax;

/// <summary>How far words are from each other.</summary>
internal static class Spelling
{
    private const int LongestCompared = 64;

    /// <summary>Whether <paramref name="word"/> looks like a slip of the pen for <paramref name="intended"/>.</summary>
    public static bool IsNear(string word, string intended) =>
        word != intended && Distance(word, intended) <= (intended.Length < 5 ? 1 : 2);

    /// <summary>The least number of letters to insert, drop, replace or swap with their neighbour.</summary>
    public static int Distance(string first, string second)
    {
        if (first.Length > LongestCompared || second.Length > LongestCompared) return int.MaxValue;
        var rows = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= second.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= first.Length; i++)
        {
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                var isSwapped = i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1];
                if (isSwapped) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[first.Length, second.Length];
    }
}
