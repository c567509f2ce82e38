using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Evaluates expressions of the language at a place of a run, without effects on it.</summary>
public interface IExpressionEvaluator
{
    /// <summary>The value of an expression, or why it has none.</summary>
    EvaluatedExpression Evaluate(string expression, ExpressionContext context);
}

/// <summary>What the names in an expression stand for.</summary>
/// <param name="Frame">Gives variables, fields and <c>this</c>; null where nothing runs.</param>
/// <param name="Entities">The states of all entities, with what the step under way has changed.</param>
public sealed record ExpressionContext(DebugFrame? Frame, ImmutableDictionary<EntityReference, EntityState> Entities);

/// <summary>What came of an expression.</summary>
/// <param name="Error">Why there is no value, for people to read.</param>
public sealed record EvaluatedExpression(Value? Value, string? Error);
