using StateFlow.Interpreter.Values;

namespace StateFlow.DebugAdapter.Variables;

/// <summary>Variables that a client shows below a scope or another variable.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Items">They themselves, made when they are asked for.</param>
/// <param name="IsIndexed">Whether there may be many, of which a client asks for some.</param>
internal sealed record VariableGroup(int Count, Func<IEnumerable<VariableItem>> Items, bool IsIndexed = false)
{
    /// <summary>The entity whose fields they are, if they are fields.</summary>
    public EntityReference? StateOf { get; init; }
}

/// <summary>A variable, or something else with a name that a client shows like one.</summary>
/// <param name="Parts">What is below it, if there is anything.</param>
/// <param name="EvaluateName">An expression that gives it, if there is one.</param>
internal sealed record VariableItem(string Name, string Text, VariableGroup? Parts = null, string? Type = null, string? EvaluateName = null);
