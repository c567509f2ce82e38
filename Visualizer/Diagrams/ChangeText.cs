using StateFlow.Language.Traces;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>Says how a field has changed.</summary>
internal static class ChangeText
{
    /// <summary>Such as <c>balance: 5 → 2</c>; with its entity if that is another one than whose step it was.</summary>
    public static string Of(FieldChange change, string entity)
    {
        var field = change.Entity == entity ? change.Field : $"{change.Entity}.{change.Field}";
        return (change.Before, change.After) switch
        {
            (null, var after) => $"{field} = {after}",
            (_, null) => $"{field} is gone",
            var (before, after) => $"{field}: {before} \u2192 {after}",
        };
    }
}
