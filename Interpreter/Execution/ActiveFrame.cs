using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Execution;

/// <summary>A method that is active in the step under way.</summary>
/// <param name="Entity">The entity on which it runs.</param>
/// <param name="Block">The running block.</param>
/// <param name="Statement">The index of the next statement; the number of statements if the block's end comes next.</param>
/// <param name="Span">The source of what runs next.</param>
/// <param name="Variables">The variables that have a value, by name.</param>
public sealed record ActiveFrame(
    EntityReference Entity, Method Method, Block Block, int Statement, SourceSpan Span, ImmutableArray<(string Name, Value Value)> Variables)
{
    internal static ActiveFrame Of(EntityReference entity, Activation activation) => new(
        entity,
        activation.Method,
        activation.Block,
        activation.Statement,
        activation.Span,
        [.. activation.Method.Variables.Where(variable => activation.Locals[variable.Slot] is not null).Select(variable => (variable.Name, activation.Locals[variable.Slot]))]);
}
