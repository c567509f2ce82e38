using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>Which variables a block reads before it sets them, and which it sets.</summary>
/// <param name="Reads">Slots read before they are set.</param>
/// <param name="Sets">Slots that are set on every way through.</param>
/// <param name="SetsWhenTrue">Slots that are set on every way on which the block's condition, if it ends with one, is true.</param>
internal sealed record VariableUses(ImmutableHashSet<int> Reads, ImmutableHashSet<int> Sets, ImmutableHashSet<int> SetsWhenTrue)
{
    public static VariableUses Of(Block block)
    {
        var reads = ImmutableHashSet.CreateBuilder<int>();
        var known = new Known([], []);
        foreach (var statement in block.Statements)
        {
            foreach (var expression in ExpressionChildren.Of(statement)) known = Visit(expression, known.Always, reads);
            if (statement is AssignStatement assign) known = Known.In(known.Always.Add(assign.Variable.Slot));
        }

        foreach (var expression in ExpressionChildren.Of(block.Terminator)) known = Visit(expression, known.Always, reads);
        return new VariableUses(reads.ToImmutable(), known.Always, known.WhenTrue);
    }

    private static Known Visit(Expression expression, ImmutableHashSet<int> sets, ImmutableHashSet<int>.Builder reads)
    {
        switch (expression)
        {
            case LocalExpression { Variable.Slot: var slot }:
                if (!sets.Contains(slot)) reads.Add(slot);
                return Known.In(sets);
            case AssignLocalExpression assign:
                return Known.In(Visit(assign.Value, sets, reads).Always.Add(assign.Variable.Slot));
            case IfExpression node:
                var condition = Visit(node.Condition, sets, reads);
                return Visit(node.Then, condition.WhenTrue, reads).Or(Visit(node.Else, condition.Always, reads));
            case AndExpression node:
                var first = Visit(node.Left, sets, reads);
                return first with { WhenTrue = Visit(node.Right, first.WhenTrue, reads).WhenTrue };
            case OrExpression node:
                var left = Visit(node.Left, sets, reads);
                return left with { WhenTrue = left.WhenTrue.Intersect(Visit(node.Right, left.Always, reads).WhenTrue) };
            case WhileExpression loop:
                var test = Visit(loop.Condition, sets, reads);
                Visit(loop.Body, test.WhenTrue, reads);
                return Known.In(test.Always);
            case ForEachExpression loop:
                sets = Visit(loop.List, sets, reads).Always;
                Visit(loop.Body, sets.Add(loop.Variable.Slot), reads);
                return Known.In(sets);
            case ForRangeExpression loop:
                foreach (var bound in (Expression[])[loop.From, loop.Step, loop.To]) sets = Visit(bound, sets, reads).Always;
                Visit(loop.Body, sets.Add(loop.Variable.Slot), reads);
                return Known.In(sets);
            case TryExpression node:
                return Visit(node.Body, sets, reads).Or(Visit(node.Handler, sets.Add(node.Failure.Slot), reads));
            default:
                var known = Known.In(sets);
                foreach (var child in ExpressionChildren.Of(expression)) known = Visit(child, known.Always, reads);
                return expression is SequenceExpression ? known : Known.In(known.Always);
        }
    }

    /// <summary>Slots that are set after an expression.</summary>
    private readonly record struct Known(ImmutableHashSet<int> Always, ImmutableHashSet<int> WhenTrue)
    {
        public static Known In(ImmutableHashSet<int> sets) => new(sets, sets);

        public Known Or(Known other) => new(Always.Intersect(other.Always), WhenTrue.Intersect(other.WhenTrue));
    }
}
