using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <content>Library functions given a function that waits: written out as the loops they stand for.</content>
internal sealed partial class MethodNormalizer
{
    /// <summary>The library functions that can be given a function with remote calls.</summary>
    public static ImmutableHashSet<string> WaitingLibrary { get; } =
    [
        "List.iter", "List.iteri", "List.iter2", "List.map", "List.mapi", "List.map2", "List.collect", "List.choose", "List.filter",
        "List.partition", "List.exists", "List.forall", "List.find", "List.tryFind", "List.findIndex", "List.tryFindIndex", "List.pick",
        "List.tryPick", "List.fold", "List.foldBack", "List.scan", "List.reduce", "List.sumBy", "List.averageBy", "List.minBy", "List.maxBy",
        "List.sortBy", "List.sortByDescending", "List.distinctBy", "List.groupBy", "List.countBy", "List.takeWhile", "List.skipWhile",
        "List.init", "Option.map", "Option.bind", "Option.iter", "Option.filter", "Option.exists", "Option.forall", "Option.fold", "Map.map",
        "Map.filter", "Map.iter", "Map.exists", "Map.forall", "Map.fold", "Set.map", "Set.filter", "Set.iter", "Set.exists", "Set.forall",
        "Set.fold",
    ];

    private void ApplyLibrary(string name, ImmutableArray<Operand> arguments, DataType result, Destination destination, SourceSpan span)
    {
        if (name == "wait")
        {
            EmitCall(new WaitCall(arguments[0].Value!, result, span), "answer", destination);
            return;
        }

        if (arguments.All(argument => argument.Function is null))
        {
            Deliver(Library(name, result, span, [.. arguments.Select(argument => argument.Value!)]), destination, span);
            return;
        }

        var value = name.StartsWith("Option.", StringComparison.Ordinal)
            ? ExpandOption(name, arguments, result, span)
            : Expand(name, arguments, result, span);
        Deliver(value, destination, span);
    }

    private Expression Expand(string name, ImmutableArray<Operand> arguments, DataType result, SourceSpan span)
    {
        Expression Source(int index) => arguments[index].Value!;

        switch (name)
        {
            case "List.iter" or "Set.iter":
                ForEach(Items(Source(1)), span, item => Effect(arguments[0], [item], span));
                return Unit(span);
            case "Map.iter":
                ForEach(Items(Source(1)), span, pair => Effect(arguments[0], Halves(pair, span), span));
                return Unit(span);
            case "List.iter2":
                ForEach(Zip(Source(1), Source(2), span), span, pair => Effect(arguments[0], Halves(pair, span), span));
                return Unit(span);
            case "List.iteri":
                ForEachIndexed(Source(1), span, (index, item) => Effect(arguments[0], [index, item], span));
                return Unit(span);
            case "List.map":
                return Collected(result, span, add => ForEach(Source(1), span, item => add(Result(arguments[0], [item], ItemOf(result), span))));
            case "List.map2":
                return Collected(result, span, add =>
                    ForEach(Zip(Source(1), Source(2), span), span, pair => add(Result(arguments[0], Halves(pair, span), ItemOf(result), span))));
            case "List.mapi":
                return Collected(result, span, add =>
                    ForEachIndexed(Source(1), span, (index, item) => add(Result(arguments[0], [index, item], ItemOf(result), span))));
            case "List.init":
                return Collected(result, span, add =>
                {
                    var indices = Library("List.init", new ListType(DataType.Int), span, [Source(0), new ClosureExpression(context.Wrapper(LibraryIdentity), [], new FunctionType(DataType.Int, DataType.Int), span)]);
                    ForEach(indices, span, index => add(Result(arguments[1], [index], ItemOf(result), span)));
                });
            case "List.collect":
                return Collected(result, span, (items, _) =>
                    ForEach(Source(1), span, item => Assign(items, Prepend(Result(arguments[0], [item], result, span), Read(items, span)), span)));
            case "List.choose":
                return Collected(result, span, add => ForEach(Source(1), span, item =>
                    WhenSome(Result(arguments[0], [item], new OptionType(ItemOf(result)), span), span, add)));
            case "List.filter":
                return Collected(result, span, add => ForEach(Source(1), span, item =>
                    When(Result(arguments[0], [item], DataType.Bool, span), span, () => add(item))));
            case "Set.filter":
                return Library("Set.ofList", result, span, [Expand("List.filter", [arguments[0], Items(Source(1))], ListOf(result), span)]);
            case "Set.map":
                return Library("Set.ofList", result, span, [Expand("List.map", [arguments[0], Items(Source(1))], ListOf(result), span)]);
            case "Map.filter":
                return Library("Map.ofList", result, span, [Collected(ListOf(result), span, add => ForEach(Items(Source(1)), span, pair =>
                    When(Result(arguments[0], Halves(pair, span), DataType.Bool, span), span, () => add(pair))))]);
            case "Map.map":
                return Library("Map.ofList", result, span, [Collected(ListOf(result), span, add => ForEach(Items(Source(1)), span, pair =>
                {
                    var halves = Halves(pair, span);
                    var mapped = Result(arguments[0], halves, ((MapType)result).Value, span);
                    add(new TupleExpression([halves[0].Value!, mapped], ItemOf(ListOf(result)), span));
                }))]);
            case "List.partition":
                return Partition(arguments[0], Source(1), span);
            case "List.takeWhile" or "List.skipWhile":
                return WhilePrefix(name == "List.takeWhile", arguments[0], Source(1), span);
            case "List.fold" or "Set.fold":
                return Fold(Source(1), Items(Source(2)), result, span, (state, item) => Result(arguments[0], [state, item], result, span));
            case "Map.fold":
                return Fold(Source(1), Items(Source(2)), result, span, (state, pair) => Result(arguments[0], [state, .. Halves(pair, span)], result, span));
            case "List.foldBack":
                return Fold(Source(2), Library("List.rev", Source(1).Type, span, [Source(1)]), result, span, (state, item) => Result(arguments[0], [item, state], result, span));
            case "List.reduce":
                return Fold(
                    Library("List.head", result, span, [Source(1)]),
                    Library("List.tail", Source(1).Type, span, [Source(1)]),
                    result,
                    span,
                    (state, item) => Result(arguments[0], [state, item], result, span));
            case "List.scan":
                return Scan(arguments, result, span);
            case "List.exists" or "Set.exists" or "Map.exists" or "List.forall" or "Set.forall" or "Map.forall":
                return Quantify(name, arguments[0], Items(Source(1)), span);
            case "List.find" or "List.tryFind" or "List.findIndex" or "List.tryFindIndex" or "List.pick" or "List.tryPick":
                return Search(name, arguments[0], Source(1), result, span);
            case "List.sumBy":
                return Library("List.sum", result, span, [Expand("List.map", arguments, new ListType(result), span)]);
            case "List.averageBy":
                return Library("List.average", result, span, [Expand("List.map", arguments, new ListType(result), span)]);
            case "List.minBy" or "List.maxBy" or "List.sortBy" or "List.sortByDescending" or "List.distinctBy" or "List.groupBy" or "List.countBy":
                return ByKey(name, arguments[0], Source(1), result, span);
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name, null);
        }
    }

    private Expression ExpandOption(string name, ImmutableArray<Operand> arguments, DataType result, SourceSpan span)
    {
        var (function, option) = (arguments[0], Stable(arguments[^1].Value!, "option", span));
        var none = name switch
        {
            "Option.iter" => Unit(span),
            "Option.exists" => Bool(false, span),
            "Option.forall" => Bool(true, span),
            "Option.fold" => arguments[1].Value!,
            _ => Library("None", result, span, []),
        };
        var value = Accumulator("value", none with { Type = result }, span);
        WhenSome(option, span, item => Assign(value, name switch
        {
            "Option.map" => Library("Some", result, span, [Result(function, [item], ((OptionType)result).Item, span)]),
            "Option.filter" => new IfExpression(Result(function, [item], DataType.Bool, span), option, none, result, span),
            "Option.fold" => Result(function, [arguments[1], item], result, span),
            _ => Result(function, [item], result, span),
        }, span));
        return Read(value, span);
    }

    private Expression Partition(Operand predicate, Expression list, SourceSpan span)
    {
        var empty = new ListExpression([], list.Type, span);
        var (yes, no) = (Accumulator("accepted", empty, span), Accumulator("refused", empty, span));
        ForEach(list, span, item => _builder.Emit(new NormalIf(
            Result(predicate, [item], DataType.Bool, span),
            _builder.Nested(() => Push(yes, item, span)),
            _builder.Nested(() => Push(no, item, span)),
            span)));
        return new TupleExpression([Reversed(yes, span), Reversed(no, span)], new TupleType([list.Type, list.Type]), span);
    }

    private Expression WhilePrefix(bool take, Operand predicate, Expression list, SourceSpan span)
    {
        var kept = Accumulator("kept", new ListExpression([], list.Type, span), span);
        var ended = Accumulator("ended", Bool(false, span), span);
        ForEach(list, span, item =>
        {
            _builder.Emit(new NormalIf(Not(Read(ended, span)), _builder.Nested(() =>
                Assign(ended, Not(Result(predicate, [item], DataType.Bool, span)), span)), NormalCode.Empty, span));
            var keep = take ? Not(Read(ended, span)) : Read(ended, span);
            When(keep, span, () => Push(kept, item, span));
        });
        return Reversed(kept, span);
    }

    private Expression Fold(Expression start, Expression list, DataType result, SourceSpan span, Func<Expression, Expression, Expression> step)
    {
        var items = Stable(list, "items", span);
        var state = Accumulator("state", start, span);
        ForEach(items, span, item => Assign(state, step(Read(state, span), item), span));
        return Read(state, span) with { Type = result };
    }

    private Expression Scan(ImmutableArray<Operand> arguments, DataType result, SourceSpan span)
    {
        var state = Accumulator("state", arguments[1].Value!, span);
        var states = Accumulator("states", new ListExpression([Read(state, span)], result, span), span);
        ForEach(arguments[2].Value!, span, item =>
        {
            Assign(state, Result(arguments[0], [Read(state, span), item], ItemOf(result), span), span);
            Push(states, Read(state, span), span);
        });
        return Reversed(states, span);
    }

    private Expression Quantify(string name, Operand predicate, Expression list, SourceSpan span)
    {
        var forall = name.EndsWith("forall", StringComparison.Ordinal);
        var decided = Accumulator("decided", Bool(false, span), span);
        ForEach(list, span, item =>
        {
            var holds = Result(predicate, name.StartsWith("Map.", StringComparison.Ordinal) ? Halves(item, span) : [item], DataType.Bool, span);
            Assign(decided, forall ? Not(holds) : holds, span);
        }, decided);
        return forall ? Not(Read(decided, span)) : Read(decided, span);
    }

    private Expression Search(string name, Operand predicate, Expression list, DataType result, SourceSpan span)
    {
        var isPick = name.EndsWith("ick", StringComparison.Ordinal);
        var isIndex = name.EndsWith("Index", StringComparison.Ordinal);
        var isTry = name.StartsWith("List.try", StringComparison.Ordinal);
        var option = isTry ? result : new OptionType(result);
        var found = Accumulator("found", Library("None", option, span, []), span);
        var decided = Accumulator("decided", Bool(false, span), span);
        ForEachIndexed(list, span, (index, item) =>
        {
            if (isPick)
            {
                Assign(found, Result(predicate, [item], option, span), span);
                Assign(decided, Library("Option.isSome", DataType.Bool, span, [Read(found, span)]), span);
                return;
            }

            Assign(decided, Result(predicate, [item], DataType.Bool, span), span);
            When(Read(decided, span), span, () => Assign(found, Library("Some", option, span, [isIndex ? index : item]), span));
        }, decided);
        if (isTry) return Read(found, span);
        var missing = _builder.Nested(() => _builder.Emit(new NormalFail(
            new LiteralExpression(new StringLiteral($"{name}: no item satisfies the condition"), DataType.String, span), span)));
        _builder.Emit(new NormalIf(Not(Read(decided, span)), missing, NormalCode.Empty, span));
        return Library("Option.get", result, span, [Read(found, span)]);
    }

    /// <summary>Computes every key first, then lets the library work on pairs of key and item.</summary>
    private Expression ByKey(string name, Operand key, Expression list, DataType result, SourceSpan span)
    {
        var item = ItemOf(list.Type);
        var keyType = ((FunctionType)key.Type).Result;
        var pair = new TupleType([keyType, item]);
        var pairs = Collected(new ListType(pair), span, add => ForEach(list, span, value =>
            add(new TupleExpression([Result(key, [value], keyType, span), value], pair, span))));
        var first = Closure("fst", new FunctionType(pair, keyType), span);
        var second = Closure("snd", new FunctionType(pair, item), span);
        switch (name)
        {
            case "List.minBy" or "List.maxBy":
                return Library("snd", result, span, [Library(name, pair, span, [first, pairs])]);
            case "List.countBy":
                return Library(name, result, span, [first, pairs]);
            case "List.groupBy":
                var groups = Library(name, new ListType(new TupleType([keyType, new ListType(pair)])), span, [first, pairs]);
                return Library("List.map", result, span, [new ClosureExpression(GroupWrapper(), [], new FunctionType(ItemOf(groups.Type), ItemOf(result)), span), groups]);
            default:
                return Library("List.map", result, span, [second, Library(name, new ListType(pair), span, [first, pairs])]);
        }
    }

    /// <summary>A function from a key and its pairs to the key and their items.</summary>
    private string GroupWrapper() => context.Wrapper("library/group", 1, group =>
    {
        var any = new TypeParameter("group");
        Expression key = new TupleItemExpression(group[0], 0, any, SourceSpan.None);
        Expression pairs = new TupleItemExpression(group[0], 1, any, SourceSpan.None);
        return new TupleExpression([key, Library("List.map", any, SourceSpan.None, [Closure("snd", any, SourceSpan.None), pairs])], any, SourceSpan.None);
    });

    private ClosureExpression Closure(string library, DataType type, SourceSpan span) =>
        new(context.Wrapper(IR.Library.Find(library)!), [], type, span);

    private static LibraryFunction LibraryIdentity => IR.Library.Find("id")!;

    private static LibraryCallExpression Library(string name, DataType type, SourceSpan span, ImmutableArray<Expression> arguments) =>
        new(name, [.. arguments], type, span);
}
