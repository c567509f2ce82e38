namespace StateFlow.Language.Syntax;

/// <summary>Tells slips of the pen.</summary>
internal static class Spelling
{
    private const int LongestCompared = 64;

    /// <summary>Whether <paramref name="word"/> looks like a slip of the pen for <paramref name="intended"/>.</summary>
    public static bool IsNear(string word, string intended) =>
        word != intended && Distance(word, intended) <= (intended.Length < 5 ? 1 : 2);

    /// <summary>Their <see cref="EditDistance"/>; of long words, which are no slips of each other, the largest there is.</summary>
    public static int Distance(string first, string second) =>
        first.Length > LongestCompared || second.Length > LongestCompared ? int.MaxValue : EditDistance.Between(first, second);
}
