using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Execution.Analysis;

/// <summary>All expressions in a block, those within others included.</summary>
internal static class BlockExpressions
{
    /// <summary>In no particular order.</summary>
    public static IEnumerable<Expression> Of(Block block)
    {
        var pending = new Stack<Expression>(ExpressionChildren.Of(block));
        while (pending.TryPop(out var expression))
        {
            yield return expression;
            foreach (var child in ExpressionChildren.Of(expression)) pending.Push(child);
        }
    }
}
