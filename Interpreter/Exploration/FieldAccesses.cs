using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Which fields of its entity a block may read and write, functions that it calls included.</summary>
/// <param name="Reads">The first place for each field.</param>
/// <param name="Writes">The first place for each field, preferably one that sets it to something other than a constant.</param>
internal sealed record FieldAccesses(ImmutableDictionary<int, SourceSpan> Reads, ImmutableDictionary<int, FieldWrite> Writes)
{
    public static FieldAccesses Of(Program program, Block block)
    {
        var collector = new Collector(program);
        collector.Visit(block);
        return new FieldAccesses(collector.Reads.ToImmutableDictionary(), collector.Writes.ToImmutableDictionary());
    }

    private sealed class Collector(Program program)
    {
        private readonly HashSet<string> _methods = [];

        public Dictionary<int, SourceSpan> Reads { get; } = [];

        public Dictionary<int, FieldWrite> Writes { get; } = [];

        public void Visit(Block block)
        {
            foreach (var expression in ExpressionChildren.Of(block)) Visit(expression, isCertain: true);
        }

        /// <param name="isCertain">Whether the expression is evaluated whenever the block runs to its end.</param>
        private void Visit(Expression expression, bool isCertain)
        {
            switch (expression)
            {
                case FieldExpression field:
                    Reads.TryAdd(field.Index, field.Span);
                    break;
                case AssignFieldExpression assign:
                    var write = new FieldWrite(assign.Span, IsConstant(assign.Value), isCertain);
                    if (!Writes.TryGetValue(assign.Index, out var known) || known.IsConstant) Writes[assign.Index] = write;
                    break;
                case CallExpression call:
                    Visit(call.Method);
                    break;
                case ClosureExpression closure:
                    Visit(closure.Method);
                    break;
            }

            var areCertain = isCertain && expression is AssignFieldExpression or AssignLocalExpression or SequenceExpression;
            foreach (var child in ExpressionChildren.Of(expression)) Visit(child, areCertain);
        }

        private void Visit(string method)
        {
            if (!_methods.Add(method)) return;
            foreach (var block in program.Method(method).Blocks) VisitUncertain(block);
        }

        private void VisitUncertain(Block block)
        {
            foreach (var expression in ExpressionChildren.Of(block)) Visit(expression, isCertain: false);
        }

        private static bool IsConstant(Expression expression) =>
            expression is not (LocalExpression or FieldExpression) && ExpressionChildren.Of(expression).All(IsConstant);
    }
}

/// <summary>An assignment to a field.</summary>
/// <param name="IsConstant">Whether it sets a value that depends on nothing.</param>
/// <param name="IsCertain">Whether the block does it in any case.</param>
internal sealed record FieldWrite(SourceSpan Span, bool IsConstant, bool IsCertain);
