using StateFlow.Language.Syntax;

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
            var distance = string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase) ? 0 : EditDistance.Between(name, candidate);
            if (distance > limit || (distance == name.Length && distance > 0)) continue;
            if (distance < limit || nearest is null || string.CompareOrdinal(candidate, nearest) < 0) nearest = candidate;
            if (distance < limit) limit = distance;
        }

        return nearest;
    }
}
