using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;
using Expression = StateFlow.Language.Syntax.Tree.Expression;
using IfExpression = StateFlow.Language.Syntax.Tree.IfExpression;
using ListExpression = StateFlow.Language.Syntax.Tree.ListExpression;
using WhileExpression = StateFlow.Language.Syntax.Tree.WhileExpression;

namespace StateFlow.Language.Binding.Expressions;

// Lists, ranges, loops, comprehensions, indexing.
internal sealed partial class ExpressionBinder
{
    private Comprehension? _comprehension;

    private BoundExpression BindList(ListExpression list, DataType expected)
    {
        var item = Inference.Fresh();
        var type = new ListType(item);
        var isExpected = Inference.Unify(expected, type);
        var bound = new BoundList([.. list.Items.Select(expression => Bind(expression, item))], type, list.Span);
        if (!isExpected) _context.Expect(expected, type, list.Span);
        return bound;
    }

    /// <summary>A range of floats if its first bound is a float, else of ints.</summary>
    private BoundLibraryCall BindRange(RangeExpression range)
    {
        var type = Inference.Fresh();
        var from = Bind(range.From, type);
        var isFloat = Inference.Resolve(type).Equals(DataType.Float);
        DataType number = isFloat ? DataType.Float : DataType.Int;
        _context.Expect(number, type, range.From.Span);
        var step = range.Step is { } written ? Bind(written, number) : new BoundLiteral(isFloat ? new FloatLiteral(1) : new IntLiteral(1), range.Span);
        var function = Library.Find(isFloat ? "float-range" : "int-range")!;
        return new BoundLibraryCall(function, [from, step, Bind(range.To, number)], new ListType(number), range.Span);
    }

    private BoundExpression BindWhile(WhileExpression loop, Func<Expression, BoundExpression> bindBody) =>
        new BoundWhile(Bind(loop.Condition, DataType.Bool), bindBody(loop.Body), loop.Span);

    private BoundExpression BindFor(ForExpression loop, Func<Expression, BoundExpression> bindBody)
    {
        var outer = _names;
        try
        {
            return loop switch
            {
                { Source: RangeExpression range } => BindForRange(loop, range, bindBody),
                _ => BindForEach(loop, bindBody),
            };
        }
        finally
        {
            _names = outer;
        }
    }

    private BoundExpression BindForRange(ForExpression loop, RangeExpression range, Func<Expression, BoundExpression> bindBody)
    {
        var list = BindRange(range);
        var item = ((ListType)list.Type).Item;
        if (loop.Pattern is not (NamePattern or WildcardPattern) || item.Equals(DataType.Float)) return BindForList(loop, list, item, bindBody);
        var variable = _context.NewLocal(loop.Pattern is NamePattern { Name.Text: var name } ? name : "_", DataType.Int, loop.Pattern.Span);
        if (loop.Pattern is NamePattern) Declare(variable);
        return new BoundForRange(variable, list.Arguments[0], range.Step is null ? null : list.Arguments[1], list.Arguments[2], bindBody(loop.Body), loop.Span);
    }

    private BoundFor BindForEach(ForExpression loop, Func<Expression, BoundExpression> bindBody)
    {
        var source = Bind(loop.Source, Inference.Fresh());
        SettleKnown(0);
        var (list, item) = AsList(source);
        return BindForList(loop, list, item, bindBody);
    }

    private BoundFor BindForList(ForExpression loop, BoundExpression list, DataType item, Func<Expression, BoundExpression> bindBody)
    {
        var pattern = BindIrrefutable(loop.Pattern, item, NewLocalVariable);
        return new BoundFor(pattern, list, bindBody(loop.Body), loop.Span);
    }

    /// <summary>A list of the items of a list, set or map.</summary>
    private (BoundExpression List, DataType Item) AsList(BoundExpression source)
    {
        switch (Inference.Resolve(source.Type))
        {
            case ListType list:
                return (source, list.Item);
            case SetType set:
                return (new BoundLibraryCall(Library.Find("Set.toList")!, [source], new ListType(set.Item), source.Span), set.Item);
            case MapType map:
                var pair = new TupleType([map.Key, map.Value]);
                return (new BoundLibraryCall(Library.Find("Map.toList")!, [source], new ListType(pair), source.Span), pair);
            case InferenceVariable { Allowed: null } unknown:
                var item = Inference.Fresh();
                Inference.Unify(unknown, new ListType(item));
                return (source, item);
            case var other:
                if (other is not ErrorType) _context.Report(BindingDiagnostics.NotIterable(_context.Describe(other), source.Span));
                return (new BoundError(ErrorType.Instance, source.Span), ErrorType.Instance);
        }
    }

    private BoundExpression BindIndex(IndexExpression index, DataType expected)
    {
        var target = Bind(index.Target, Inference.Fresh());
        SettleKnown(0);
        return Inference.Resolve(target.Type) is InferenceVariable { Allowed: null }
            ? DeferIndex(target, Bind(index.Index, Inference.Fresh()), expected, index.Span)
            : IndexInto(target, Bind(index.Index, IndexType(target.Type)), expected, index.Span);
    }

    private DataType IndexType(DataType target) => Inference.Resolve(target) switch
    {
        MapType map => map.Key,
        ListType or PrimitiveType { Name: "string" } => DataType.Int,
        _ => Inference.Fresh(),
    };

    private BoundExpression IndexInto(BoundExpression target, BoundExpression index, DataType expected, SourceSpan span)
    {
        (string Function, DataType Result)? access = Inference.Resolve(target.Type) switch
        {
            ListType list => ("List.item", list.Item),
            MapType map => ("Map.find", map.Value),
            PrimitiveType { Name: "string" } => ("String.item", DataType.String),
            _ => null,
        };
        if (access is not var (function, result))
        {
            if (Inference.Resolve(target.Type) is not ErrorType) _context.Report(BindingDiagnostics.NotIndexable(_context.Describe(target.Type), target.Span));
            Inference.Unify(expected, ErrorType.Instance);
            return new BoundError(expected, span);
        }

        _context.Expect(IndexType(target.Type), index.Type, index.Span);
        return Checked(LastFirst(target, variable => new BoundLibraryCall(Library.Find(function)!, [index, variable], result, span)), expected);
    }

    private BoundComprehension BindComprehension(ComprehensionExpression comprehension, DataType expected)
    {
        var item = Inference.Fresh();
        var type = new ListType(item);
        var isExpected = Inference.Unify(expected, type);
        var outer = _comprehension;
        _comprehension = new Comprehension(item, !ContainsYield(comprehension.Body));
        var body = BindComprehensionPart(comprehension.Body);
        _comprehension = outer;
        if (!isExpected) _context.Expect(expected, type, comprehension.Span);
        return new BoundComprehension(body, type, comprehension.Span);
    }

    /// <summary>Binds code of a comprehension in a place where it may yield.</summary>
    private BoundExpression BindComprehensionPart(Expression expression)
    {
        var outer = _names;
        var bound = expression switch
        {
            ForExpression loop => BindFor(loop, BindComprehensionPart),
            WhileExpression loop => BindWhile(loop, BindComprehensionPart),
            IfExpression { Condition: var condition, Then: var then, Else: var otherwise } => new BoundIf(
                Bind(condition, DataType.Bool),
                BindComprehensionPart(then),
                otherwise is null ? new BoundLiteral(Literal.Unit, expression.Span) : BindComprehensionPart(otherwise),
                DataType.Unit,
                expression.Span),
            MatchExpression match => BindComprehensionMatch(match),
            BlockExpression block => new BoundBlock([.. block.Items.Select(BindComprehensionItem)], DataType.Unit, block.Span),
            YieldExpression yield => BindYield(yield),
            _ => BindComprehensionValue(expression),
        };
        _names = outer;
        return bound;
    }

    private BoundStatement BindComprehensionItem(BlockItem item) =>
        item is ExpressionItem { Expression: var expression }
            ? new BoundExpressionStatement(BindComprehensionPart(expression), item.Span)
            : BindItem(item);

    private BoundMatch BindComprehensionMatch(MatchExpression match)
    {
        var scrutinee = Bind(match.Scrutinee, Inference.Fresh());
        var arms = BindArms(match.Arms, scrutinee.Type, true, match.Scrutinee.Span, BindComprehensionPart);
        return new BoundMatch(scrutinee, arms, DataType.Unit, match.Span);
    }

    private BoundYield BindYield(YieldExpression yield)
    {
        var (item, _) = _comprehension!;
        return new BoundYield(BindElement(yield.Value, yield.IsMany ? new ListType(item) : item), yield.IsMany, yield.Span);
    }

    /// <summary>An expression in a comprehension without 'yield': what is not unit is an item.</summary>
    private BoundExpression BindComprehensionValue(Expression expression)
    {
        var (item, isImplicit) = _comprehension!;
        if (!isImplicit) return Outside(() => BindDiscarded(expression));
        var type = Inference.Fresh();
        var value = BindElement(expression, type);
        SettleKnown(0);
        if (Inference.Resolve(type).Equals(DataType.Unit)) return value;
        _context.Expect(item, type, value.Span);
        return new BoundYield(value, false, expression.Span);
    }

    private BoundExpression BindElement(Expression expression, DataType type) => Outside(() => BindScoped(expression, type));

    /// <summary>Binds code that belongs to no comprehension, though it stands in one.</summary>
    private BoundExpression Outside(Func<BoundExpression> bind)
    {
        var outer = _comprehension;
        _comprehension = null;
        var bound = bind();
        _comprehension = outer;
        return bound;
    }

    private BoundExpression BindStrayYield(YieldExpression yield, DataType expected)
    {
        _context.Report(BindingDiagnostics.YieldOutsideList(yield.Span));
        Bind(yield.Value, Inference.Fresh());
        return new BoundError(expected, yield.Span);
    }

    private static bool ContainsYield(Expression expression) => expression switch
    {
        YieldExpression => true,
        ForExpression loop => ContainsYield(loop.Body),
        WhileExpression loop => ContainsYield(loop.Body),
        IfExpression conditional => ContainsYield(conditional.Then) || (conditional.Else is { } otherwise && ContainsYield(otherwise)),
        MatchExpression match => match.Arms.Any(arm => ContainsYield(arm.Body)),
        BlockExpression block => block.Items.Any(item => item is ExpressionItem { Expression: var inner } && ContainsYield(inner)),
        _ => false,
    };

    /// <param name="Item">The type of the items.</param>
    /// <param name="IsImplicit">Whether values are items without <c>yield</c>.</param>
    private sealed record Comprehension(DataType Item, bool IsImplicit);
}
