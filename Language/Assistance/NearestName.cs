using StateFlow.Language.Syntax;

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

    private static int Distance(string from, string to) => Math.Abs(from.Length - to.Length) > to.Length ? int.MaxValue : EditDistance.Between(from, to);
}
