using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <content>Loops: those of programs, and the pieces of which library functions are written out.</content>
internal sealed partial class MethodNormalizer
{
    private void LowerWhile(BoundWhile loop)
    {
        Expression? condition = null;
        var setup = _builder.Nested(() => condition = Value(loop.Condition));
        var body = _builder.Nested(() => Lower(loop.Body, Destination.Discard));
        _builder.Emit(new NormalLoop(setup, condition!, body, loop.Span));
    }

    private void LowerForRange(BoundForRange loop)
    {
        var step = loop.Step ?? new BoundLiteral(new IntLiteral(1), loop.Span);
        if (step is not BoundLiteral { Value: IntLiteral { Value: not 0 and var by } })
        {
            // Which way it counts is known only when it runs.
            var operands = Values([loop.From, step, loop.To]);
            var list = new LibraryCallExpression("int-range", [.. operands], new ListType(DataType.Int), loop.From.Span.To(loop.To.Span));
            ForEach(list, loop.Variable.Name, DataType.Int, loop.Span, item =>
            {
                _variables[loop.Variable] = item;
                Lower(loop.Body, Destination.Discard);
            });
            return;
        }

        var bounds = Values([loop.From, loop.To]);
        var counter = _variables[loop.Variable] = _builder.Declare(loop.Variable.Name, DataType.Int, isMutable: true);
        _builder.Emit(new NormalAssign(counter, bounds[0], loop.From.Span));
        var limit = Stable(bounds[1], "limit", loop.To.Span);
        var current = Read(counter, loop.Variable.Span);
        var within = new BinaryExpression(by > 0 ? BinaryOperator.LessOrEqual : BinaryOperator.GreaterOrEqual, current, limit, DataType.Bool, loop.To.Span);
        var body = _builder.Nested(() =>
        {
            Lower(loop.Body, Destination.Discard);
            var next = new BinaryExpression(BinaryOperator.Add, current, Int(by, step.Span), DataType.Int, step.Span);
            _builder.Emit(new NormalAssign(counter, next, step.Span));
        });
        _builder.Emit(new NormalLoop(NormalCode.Empty, within, body, loop.Span));
    }

    /// <summary>Emits a loop over a list. <paramref name="body"/> emits the code for the item in the variable it is given.</summary>
    /// <param name="unless">A flag that ends the loop when it is set.</param>
    private void ForEach(Expression list, string itemName, DataType itemType, SourceSpan span, Action<Variable> body, Variable? unless = null)
    {
        var listType = new ListType(itemType);
        var rest = _builder.Declare("rest", listType, isMutable: true);
        _builder.Emit(new NormalAssign(rest, list, list.Span));
        var remaining = Read(rest, list.Span);
        Expression condition = new UnaryExpression(
            UnaryOperator.Not,
            new LibraryCallExpression("List.isEmpty", [remaining], DataType.Bool, list.Span),
            DataType.Bool,
            list.Span);
        if (unless is not null)
            condition = new AndExpression(Not(Read(unless, span)), condition, DataType.Bool, span);
        var item = _builder.Declare(itemName, itemType);
        var code = _builder.Nested(() =>
        {
            _builder.Emit(new NormalAssign(item, new LibraryCallExpression("List.head", [remaining], itemType, list.Span), list.Span));
            _builder.Emit(new NormalAssign(rest, new LibraryCallExpression("List.tail", [remaining], listType, list.Span), list.Span));
            body(item);
        });
        _builder.Emit(new NormalLoop(NormalCode.Empty, condition, code, span));
    }

    private Expression Result(Operand function, ImmutableArray<Operand> arguments, DataType type, SourceSpan span)
    {
        var result = _builder.Declare("result", type);
        Apply(Function(function), arguments, type, Destination.Into(result), span);
        return Read(result, span);
    }

    private void Effect(Operand function, ImmutableArray<Operand> arguments, SourceSpan span) =>
        Apply(Function(function), arguments, DataType.Unit, Destination.Discard, span);

    private static KnownFunction Function(Operand operand) => operand.Function ?? new FunctionValue(operand.Value!);

    private Variable Accumulator(string name, Expression start, SourceSpan span)
    {
        var variable = _builder.Declare(name, start.Type, isMutable: true);
        Assign(variable, start, span);
        return variable;
    }

    private void Assign(Variable variable, Expression value, SourceSpan span) => _builder.Emit(new NormalAssign(variable, value, span));

    private void Push(Variable list, Expression item, SourceSpan span) =>
        Assign(list, new BinaryExpression(BinaryOperator.Cons, item, Read(list, span), list.Type, span), span);

    private void When(Expression condition, SourceSpan span, Action then) =>
        _builder.Emit(new NormalIf(condition, _builder.Nested(then), NormalCode.Empty, span));

    private void WhenSome(Expression option, SourceSpan span, Action<Expression> then)
    {
        var value = Stable(option, "option", span);
        When(Library("Option.isSome", DataType.Bool, span, [value]), span, () =>
            then(Library("Option.get", ((OptionType)option.Type).Item, span, [value])));
    }

    private Expression Collected(DataType list, SourceSpan span, Action<Action<Expression>> fill) =>
        Collected(list, span, (_, add) => fill(add));

    private Expression Collected(DataType list, SourceSpan span, Action<Variable, Action<Expression>> fill)
    {
        var items = Accumulator("items", new ListExpression([], list, span), span);
        fill(items, item => Push(items, item, span));
        return Reversed(items, span);
    }

    private void ForEach(Expression list, SourceSpan span, Action<Expression> body, Variable? unless = null) =>
        ForEach(list, "item", ItemOf(list.Type), span, item => body(Read(item, span)), unless);

    private void ForEachIndexed(Expression list, SourceSpan span, Action<Expression, Expression> body, Variable? unless = null)
    {
        var next = Accumulator("next", Int(0, span), span);
        ForEach(list, span, item =>
        {
            var index = Temporary("index", Read(next, span), span);
            Assign(next, new BinaryExpression(BinaryOperator.Add, Read(index, span), Int(1, span), DataType.Int, span), span);
            body(Read(index, span), item);
        }, unless);
    }

    private static ImmutableArray<Operand> Halves(Expression pair, SourceSpan span)
    {
        var items = ((TupleType)pair.Type).Items;
        return [new TupleItemExpression(pair, 0, items[0], span), new TupleItemExpression(pair, 1, items[1], span)];
    }

    private static Expression Items(Expression collection) => collection.Type switch
    {
        SetType => Library("Set.toList", ListOf(collection.Type), collection.Span, [collection]),
        MapType => Library("Map.toList", ListOf(collection.Type), collection.Span, [collection]),
        _ => collection,
    };

    private static ListType ListOf(DataType collection) => collection switch
    {
        SetType set => new ListType(set.Item),
        MapType map => new ListType(new TupleType([map.Key, map.Value])),
        _ => (ListType)collection,
    };

    private static DataType ItemOf(DataType list) => ((ListType)list).Item;

    private static Expression Zip(Expression first, Expression second, SourceSpan span) =>
        Library("List.zip", new ListType(new TupleType([ItemOf(first.Type), ItemOf(second.Type)])), span, [first, second]);
}
