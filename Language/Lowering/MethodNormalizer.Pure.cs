using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <content>Code that never waits, as one expression.</content>
internal sealed partial class MethodNormalizer
{
    private readonly Stack<Variable> _yieldTargets = [];

    private Expression Pure(BoundExpression expression)
    {
        var span = expression.Span;
        return expression switch
        {
            BoundLiteral node => new LiteralExpression(node.Value, node.Type, span),
            BoundValue node => Read(node.Symbol, node.Type, span),
            BoundThis node => new ThisExpression(node.Type, span),
            BoundBlock node => PureBlock(node),
            BoundIf node => new IfExpression(Pure(node.Condition), Pure(node.Then), Pure(node.Else), node.Type, span),
            BoundShortCircuit node => ShortCircuit(node, Pure(node.Left), Pure(node.Right)),
            BoundMatch node => PureMatch(node),
            BoundTry node => PureTry(node),
            BoundWhile node => new WhileExpression(Pure(node.Condition), Pure(node.Body), DataType.Unit, span),
            BoundFor node => PureFor(node),
            BoundForRange node => new ForRangeExpression(
                Declare(node.Variable),
                Pure(node.From),
                node.Step is null ? Int(1, span) : Pure(node.Step),
                Pure(node.To),
                Pure(node.Body),
                DataType.Unit,
                span),
            BoundComprehension node => PureComprehension(node),
            BoundYield node => Append(node, Pure(node.Value)),
            BoundLambda node => Closure(node),
            BoundFunctionValue node => new ClosureExpression(context.MethodName(node.Function), [.. CapturedValues(node.Function, span)], node.Type, span),
            BoundLibraryValue { Function.Arity: 0 } node => new LibraryCallExpression(node.Function.Name, [], node.Type, span),
            BoundLibraryValue node => new ClosureExpression(context.Wrapper(node.Function), [], node.Type, span),
            BoundCompose node => new ClosureExpression(context.ComposeWrapper(), [Pure(node.First), Pure(node.Second)], node.Type, span),
            _ when IsStrict(expression) => Build(expression, [.. Operands(expression).Select(Pure)]),
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null),
        };
    }

    private Expression PureBlock(BoundBlock block)
    {
        var items = new List<Expression>();
        foreach (var statement in block.Statements)
        {
            switch (statement)
            {
                case BoundExpressionStatement node:
                    items.Add(Pure(node.Expression));
                    break;
                case BoundLet node:
                    var value = Pure(node.Value);
                    if (node.Pattern is BoundVariablePattern { Variable: Binding.Symbols.LocalSymbol local })
                    {
                        items.Add(Set(Declare(local), value, node.Span));
                        break;
                    }

                    var subject = _builder.Declare("value", value.Type);
                    items.Add(Set(subject, value, node.Span));
                    items.Add(PureMatched(node.Pattern, Read(subject, node.Value.Span), Unit(node.Span), NoMatch(node.Pattern, subject)));
                    break;
                case BoundLetFunctions node:
                    DeclareFunctions(node.Functions);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(block), statement.GetType().Name, null);
            }
        }

        if (block.Statements is not [.., BoundExpressionStatement]) items.Add(Unit(block.Span));
        return items.Count == 1 ? items[0] : new SequenceExpression([.. items], block.Type, block.Span);
    }

    private Expression PureMatch(BoundMatch match)
    {
        var subject = _builder.Declare("value", match.Scrutinee.Type);
        var read = Read(subject, match.Scrutinee.Span);
        return Sequence(
            [Set(subject, Pure(match.Scrutinee), match.Scrutinee.Span), PureArms(read, match.Arms, 0, NoMatch(match, subject))],
            match.Type,
            match.Span);
    }

    private Expression PureTry(BoundTry node)
    {
        var failure = _builder.Declare("failure", DataType.Exception);
        var read = Read(failure, node.Span);
        return new TryExpression(
            Pure(node.Body),
            failure,
            PureArms(read, node.Handlers, 0, new RethrowExpression(read, node.Type, node.Span)),
            node.Type,
            node.Span);
    }

    private Expression PureArms(LocalExpression subject, ImmutableArray<BoundArm> arms, int next, Expression otherwise)
    {
        // From the last arm to the first, so that many arms do not nest calls.
        var result = otherwise;
        for (var i = arms.Length - 1; i >= next; i--)
        {
            var arm = arms[i];
            var (condition, bindings) = Test(arm.Pattern, subject);
            if (arm.Guard is not null)
            {
                condition = And(condition, Sequence([.. bindings, Pure(arm.Guard)], DataType.Bool, arm.Guard.Span));
                bindings = [];
            }

            var body = Sequence([.. bindings, Pure(arm.Body)], arm.Body.Type, arm.Body.Span);
            result = condition is null ? body : new IfExpression(condition, body, result, body.Type, arm.Span);
        }

        return result;
    }

    private Expression PureMatched(BoundPattern pattern, LocalExpression subject, Expression body, Expression otherwise)
    {
        var (condition, bindings) = Test(pattern, subject);
        var matched = Sequence([.. bindings, body], body.Type, pattern.Span);
        return condition is null ? matched : new IfExpression(condition, matched, otherwise, body.Type, pattern.Span);
    }

    private Expression PureFor(BoundFor node)
    {
        var list = Pure(node.List);
        if (node.Pattern is BoundVariablePattern { Variable: Binding.Symbols.LocalSymbol local })
            return new ForEachExpression(Declare(local), list, Pure(node.Body), DataType.Unit, node.Span);

        var item = _builder.Declare("item", node.Pattern.Type);
        var (condition, bindings) = Test(node.Pattern, Read(item, node.Pattern.Span));
        var body = Sequence([.. bindings, Pure(node.Body)], DataType.Unit, node.Body.Span);
        if (condition is not null) body = new IfExpression(condition, body, NoMatch(node.Pattern, item), DataType.Unit, node.Body.Span);
        return new ForEachExpression(item, list, body, DataType.Unit, node.Span);
    }

    private Expression PureComprehension(BoundComprehension node)
    {
        var items = _builder.Declare("items", node.Type, isMutable: true);
        _yieldTargets.Push(items);
        var body = Pure(node.Body);
        _yieldTargets.Pop();
        return Sequence(
            [Set(items, new ListExpression([], node.Type, node.Span), node.Span), body, Reversed(items, node.Span)],
            node.Type,
            node.Span);
    }

    private void LowerComprehension(BoundComprehension node, Destination destination)
    {
        var items = _builder.Declare("items", node.Type, isMutable: true);
        _builder.Emit(new NormalAssign(items, new ListExpression([], node.Type, node.Span), node.Span));
        _yieldTargets.Push(items);
        Lower(node.Body, Destination.Discard);
        _yieldTargets.Pop();
        Deliver(Reversed(items, node.Span), destination, node.Span);
    }

    private void Yield(BoundYield node, Expression value)
    {
        var append = (AssignLocalExpression)Append(node, value);
        _builder.Emit(new NormalAssign(append.Variable, append.Value, node.Span));
    }

    /// <summary>Puts a value, or the items of a list, before the items that were yielded so far, last first.</summary>
    private AssignLocalExpression Append(BoundYield node, Expression value)
    {
        var target = _yieldTargets.Peek();
        var items = Read(target, node.Span);
        return Set(target, node.IsMany ? Prepend(value, items) : new BinaryExpression(BinaryOperator.Cons, value, items, target.Type, node.Span), node.Span);
    }

    private static Expression Prepend(Expression list, Expression items) => new BinaryExpression(
        BinaryOperator.Append,
        new LibraryCallExpression("List.rev", [list], items.Type, list.Span),
        items,
        items.Type,
        list.Span);

    private LibraryCallExpression Reversed(Variable items, SourceSpan span) => new("List.rev", [Read(items, span)], items.Type, span);

    private static AssignLocalExpression Set(Variable variable, Expression value, SourceSpan span) => new(variable, value, DataType.Unit, span);

    private static Expression Sequence(ImmutableArray<Expression> items, DataType type, SourceSpan span) =>
        items.Length == 1 ? items[0] : new SequenceExpression([.. items], type, span);

    private static Expression And(Expression? left, Expression right) =>
        left is null ? right : new AndExpression(left, right, DataType.Bool, left.Span.To(right.Span));
}
