using StateFlow.Language.IR;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>Names of methods without what they belong to.</summary>
internal static class MethodTitle
{
    /// <summary><c>BuyItem</c> for <c>User.BuyItem</c>; <c>script</c> for the statements of a script, which a session numbers.</summary>
    public static string Of(string method) => IsScript(method) ? Program.ScriptName : method[(method.IndexOf('.') + 1)..];

    public static bool IsScript(string method) => method == Program.ScriptName || method.StartsWith($"{Program.ScriptName}.", StringComparison.Ordinal);
}
