using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <content>Expressions.</content>
internal sealed partial class ProgramGenerator
{
    private Node Expression(ProgramType type, GeneratorScope scope, int depth)
    {
        if (depth <= 0) return Leaf(type, scope);
        var functions = scope.Functions(type).ToList();
        return _choices.Weighted<Node>(
            (1, () => Leaf(type, scope)),
            (Callable(type, scope).Count > 0 ? 4 : 0, () => Call(type, scope, depth - 1)),
            (functions.Count > 0 ? 3 : 0, () => CallFunction(_choices.Pick(functions), scope, depth - 1)),
            (5, () => Operation(type, scope, depth - 1)),
            (1, () => new If(Expression(ProgramType.Bool, scope, depth - 1), Expression(type, scope, depth - 1), Expression(type, scope, depth - 1))),
            (1, () => Match(scope, depth - 1, inner => Expression(type, inner, depth - 1))),
            (scope.InHole ? 0 : 1, () => Try(type, scope, depth - 1)),
            (Fuel(scope) is null ? 0 : 1, () => Recursion(inner => Expression(type, inner, depth - 1), scope)));
    }

    private Node Leaf(ProgramType type, GeneratorScope scope)
    {
        var hidden = scope.Names.Select(name => name.Name).ToHashSet();
        List<Node> known =
        [
            .. scope.Values(type).Select(value => new Local(value.Name)),
            .. scope.Self.Where(field => field.Type == type && !hidden.Contains(field.Name)).Select(field => new FieldRead(field.Name)),
            .. scope.Member is { Entity: var self } && type == ProgramType.Reference(self) ? [new This()] : (Node[])[],
            .. scope.Member is not null && type == ProgramType.Int ? [new FieldRead(Tree.Entity.FirstNumber)] : (Node[])[],
        ];
        return known.Count > 0 && _choices.Chance(80) ? _choices.Pick(known) : Constant(type);
    }

    private Node Constant(ProgramType type)
    {
        if (type == ProgramType.Int) return new Constant((long)_choices.Between(-2, 9));
        if (type == ProgramType.Bool) return new Constant(_choices.Chance(50));
        if (type == ProgramType.Text) return new Constant($"t{_choices.Between(0, 3)}");
        if (type == ProgramType.Unit) return new Constant(UnitValue.Instance);
        if (type == ProgramType.MaybeInt) return _choices.Chance(30) ? new Constant(NoValue.Instance) : new SomeOf(Constant(ProgramType.Int));
        if (type == ProgramType.Pair) return new PairOf(Constant(ProgramType.Int), Constant(ProgramType.Bool));
        if (type == ProgramType.Stats) return new StatsOf(Constant(ProgramType.Int), Constant(ProgramType.Bool));
        if (type == ProgramType.Ints) return new ListOf([.. Enumerable.Range(0, _choices.Between(1, 3)).Select(_ => Constant(ProgramType.Int))]);
        if (EntityOf(type) is { } entity) return new Get(entity, Key());
        return new ListOf([.. Enumerable.Range(0, _choices.Between(1, 2)).Select(_ => new Get(ReferencedBy(type), Key()))]);
    }

    /// <summary>The key of an entity that the script creates first.</summary>
    private Constant Key() => new($"k{_choices.Between(0, 1)}");

    private string? EntityOf(ProgramType type) => _entities.FirstOrDefault(entity => ProgramType.Reference(entity) == type);

    private string ReferencedBy(ProgramType list) => _entities.First(entity => ProgramType.References(entity) == list);

    /// <summary>An operation of the type itself.</summary>
    private Node Operation(ProgramType type, GeneratorScope scope, int depth)
    {
        if (type == ProgramType.Int) return IntOperation(scope, depth);
        if (type == ProgramType.Bool) return BoolOperation(scope, depth);
        if (type == ProgramType.Text) return TextOperation(scope, depth);
        if (type == ProgramType.Ints) return ListOperation(scope, depth);
        if (type == ProgramType.MaybeInt) return OptionOperation(scope, depth);
        if (type == ProgramType.Pair) return new PairOf(Bounded(ProgramType.Int, scope, depth), Expression(ProgramType.Bool, scope, depth));
        if (type == ProgramType.Stats) return StatsOperation(scope, depth);
        if (EntityOf(type) is { } entity) return FoundOrCreated(entity, scope);
        var referenced = ProgramType.Reference(ReferencedBy(type));
        return _choices.Weighted<Node>(
            (1, () => new ListOf([Expression(referenced, scope, depth), Expression(referenced, scope, depth)])),
            (1, () => Library("List.filter", Lambda("x", referenced, ProgramType.Bool, scope, depth), Expression(type, scope, depth))));
    }

    private Node IntOperation(GeneratorScope scope, int depth) => _choices.Weighted<Node>(
        (4, () => new Binary(_choices.Pick(["+", "-"]), Int(scope, depth), Int(scope, depth))),
        (scope.Self.IsEmpty ? 0 : 3, () => new Binary("-", Leaf(ProgramType.Int, scope), Bump(scope))),
        (1, () => new Binary("*", Int(scope, depth), new Constant(3L))),
        (1, () => new Binary("%", Int(scope, depth), new Constant(7L))),
        (1, () => new Unary("-", Int(scope, depth))),
        (1, () => new LibraryCall(_choices.Pick(["min", "max"]), [Int(scope, depth), Int(scope, depth)], IsPiped: false)),
        (1, () => Library("List.length", Ints(scope, depth))),
        (1, () => Library("List.sum", Ints(scope, depth))),
        (1, () => Library("List.sumBy", Lambda("x", ProgramType.Int, ProgramType.Int, scope, depth), Ints(scope, depth))),
        (2, () => Fold(scope, depth)),
        (1, () => Library("Option.defaultValue", Int(scope, depth), Expression(ProgramType.MaybeInt, scope, depth))),
        (1, () => Library("fst", Expression(ProgramType.Pair, scope, depth))),
        (1, () => new StatsField(Expression(ProgramType.Stats, scope, depth), "total")));

    private Node BoolOperation(GeneratorScope scope, int depth) => _choices.Weighted<Node>(
        (3, () => new Binary(_choices.Pick(["<", ">=", "=", "<>"]), Int(scope, depth), Int(scope, depth))),
        (4, () => new ShortCircuit(_choices.Pick(["&&", "||"]), Bool(scope, depth), Bool(scope, depth))),
        (1, () => new Unary("not ", Bool(scope, depth))),
        (1, () => new Binary("=", Expression(ProgramType.MaybeInt, scope, depth), Expression(ProgramType.MaybeInt, scope, depth))),
        (1, () => Library("List.exists", Lambda("x", ProgramType.Int, ProgramType.Bool, scope, depth), Ints(scope, depth))),
        (1, () => Library("List.forall", Lambda("x", ProgramType.Int, ProgramType.Bool, scope, depth), Ints(scope, depth))),
        (1, () => Library("List.isEmpty", Ints(scope, depth))),
        (1, () => Library("Option.isSome", Expression(ProgramType.MaybeInt, scope, depth))),
        (1, () => Library("snd", Expression(ProgramType.Pair, scope, depth))),
        (1, () => new StatsField(Expression(ProgramType.Stats, scope, depth), "valid")));

    private Node TextOperation(GeneratorScope scope, int depth) => _choices.Weighted<Node>(
        (scope.InHole ? 0 : 3, () => Interpolated(scope, depth, holes: 1)),
        (1, () => Library("string", Int(scope, depth))),
        (1, () => new Binary("+", Expression(ProgramType.Text, scope, depth), Expression(ProgramType.Text, scope, depth))));

    private Node ListOperation(GeneratorScope scope, int depth) => _choices.Weighted<Node>(
        (1, () => new ListOf([Bounded(ProgramType.Int, scope, depth), Bounded(ProgramType.Int, scope, depth)])),
        (1, () => new Binary("::", Bounded(ProgramType.Int, scope, depth), Ints(scope, depth))),
        (1, () => new Binary("@", Ints(scope, depth), Ints(scope, depth))),
        (1, () => new RangeList(SmallNumber(scope, depth), SmallNumber(scope, depth))),
        (3, () => Comprehension(scope, depth)),
        (1, () => Library("List.rev", Ints(scope, depth))),
        (2, () => Library("List.map", Lambda("x", ProgramType.Int, ProgramType.Int, scope, depth), Ints(scope, depth))),
        (1, () => ReferencesMapped(scope, depth)),
        (1, () => Library("List.mapi", new Lambda(["n", "x"], Int(scope.InClosure().With("n", ProgramType.Int).With("x", ProgramType.Int), depth)), Ints(scope, depth))),
        (1, () => Library("List.filter", Lambda("x", ProgramType.Int, ProgramType.Bool, scope, depth), Ints(scope, depth))),
        (1, () => Library("List.choose", Lambda("x", ProgramType.Int, ProgramType.MaybeInt, scope, depth), Ints(scope, depth))),
        (1, () => Library("List.collect", Lambda("x", ProgramType.Int, ProgramType.Ints, scope, depth), Ints(scope, depth))),
        (1, () => Library("List.sortBy", Lambda("x", ProgramType.Int, ProgramType.Int, scope, depth), Ints(scope, depth))));

    private Node OptionOperation(GeneratorScope scope, int depth) => _choices.Weighted<Node>(
        (2, () => new SomeOf(Bounded(ProgramType.Int, scope, depth))),
        (1, () => Library("List.tryFind", Lambda("x", ProgramType.Int, ProgramType.Bool, scope, depth), Ints(scope, depth))),
        (1, () => Library("Option.map", Lambda("x", ProgramType.Int, ProgramType.Int, scope, depth), Expression(ProgramType.MaybeInt, scope, depth))),
        (1, () => Library("Option.bind", Lambda("x", ProgramType.Int, ProgramType.MaybeInt, scope, depth), Expression(ProgramType.MaybeInt, scope, depth))));

    private Node StatsOperation(GeneratorScope scope, int depth) => _choices.Weighted<Node>(
        (1, () => new StatsOf(Bounded(ProgramType.Int, scope, depth), Bool(scope, depth))),
        (1, () => new StatsWithTotal(Expression(ProgramType.Stats, scope, depth), Bounded(ProgramType.Int, scope, depth))));

    private Comprehension Comprehension(GeneratorScope scope, int depth)
    {
        var name = _choices.Pick(VariableNames);
        var inner = scope.With(name, ProgramType.Int);
        return new Comprehension(name, Ints(scope, depth), _choices.Chance(60) ? Bool(inner, depth) : null, Bounded(ProgramType.Int, inner, depth));
    }

    private LibraryCall Fold(GeneratorScope scope, int depth)
    {
        var body = Bounded(ProgramType.Int, scope.InClosure().With("s", ProgramType.Int).With("x", ProgramType.Int), depth);
        return Library("List.fold", new Lambda(["s", "x"], body), Int(scope, depth), Ints(scope, depth));
    }

    private LibraryCall ReferencesMapped(GeneratorScope scope, int depth)
    {
        var entity = _choices.Pick(_entities);
        return Library(
            "List.map",
            Lambda("x", ProgramType.Reference(entity), ProgramType.Int, scope, depth),
            Expression(ProgramType.References(entity), scope, depth));
    }

    private Lambda Lambda(string name, ProgramType type, ProgramType result, GeneratorScope scope, int depth) =>
        new([name], Expression(result, scope.InClosure().With(name, type), depth));

    private LibraryCall Library(string name, params ImmutableArray<Node> arguments) => new(name, arguments, IsPiped: _choices.Chance(30));

    private Node Int(GeneratorScope scope, int depth) => Expression(ProgramType.Int, scope, depth);

    private Node Bool(GeneratorScope scope, int depth) => Expression(ProgramType.Bool, scope, depth);

    private Node Ints(GeneratorScope scope, int depth) => Expression(ProgramType.Ints, scope, depth);

    private Binary SmallNumber(GeneratorScope scope, int depth) => new("%", Int(scope, depth), new Constant(3L));

    /// <summary>A reference to an entity that is created if need be.</summary>
    private Node FoundOrCreated(string entity, GeneratorScope scope)
    {
        var key = new Constant($"k{_choices.Between(1, 3)}");
        var number = _members.First(member => member.Entity == entity && member.Name == "Number");
        return new If(new Exists(entity, key), new Get(entity, key), new Create(entity, key, new MemberCall(Leaf(ProgramType.Reference(entity), scope), number, [])));
    }

    private TryWith Try(ProgramType type, GeneratorScope scope, int depth)
    {
        Node attempt = _choices.Chance(50)
            ? new If(Bool(scope, depth), new Fail(Expression(ProgramType.Text, scope, 1)), Expression(type, scope, depth))
            : Expression(type, scope, depth);
        return new TryWith(attempt, "m", Expression(type, scope.With("m", ProgramType.Text), depth));
    }

    private Interpolated Interpolated(GeneratorScope scope, int depth, int holes)
    {
        var items = ImmutableArray.CreateBuilder<InterpolatedPart>();
        for (var i = 0; i < holes; i++)
        {
            items.Add(new InterpolatedPart(i == 0 ? "<" : ", ", null));
            items.Add(new InterpolatedPart("", Expression(AnyType(), scope with { InHole = true }, depth)));
        }

        return new Interpolated([.. items, new InterpolatedPart(">", null)]);
    }

    private Match Match(GeneratorScope scope, int depth, Func<GeneratorScope, Node> body) => _choices.Weighted<Match>(
        (2, () => MatchOption(scope, depth, body)),
        (1, () => MatchInt(scope, depth, body)),
        (1, () => MatchPair(scope, depth, body)),
        (1, () => MatchList(scope, depth, body)));

    private Match MatchOption(GeneratorScope scope, int depth, Func<GeneratorScope, Node> body)
    {
        var name = _choices.Pick(VariableNames);
        var bound = scope.With(name, ProgramType.Int);
        return new Match(Expression(ProgramType.MaybeInt, scope, depth),
        [
            new Arm(new SomePattern(new NamePattern(name)), Bool(bound, depth), body(bound)),
            new Arm(new SomePattern(new AnyPattern()), null, body(scope)),
            new Arm(new ConstantPattern([NoValue.Instance]), null, body(scope)),
        ]);
    }

    private Match MatchInt(GeneratorScope scope, int depth, Func<GeneratorScope, Node> body)
    {
        var name = _choices.Pick(VariableNames);
        var bound = scope.With(name, ProgramType.Int);
        return new Match(Int(scope, depth),
        [
            new Arm(new ConstantPattern([0L, 1L]), null, body(scope)),
            new Arm(new NamePattern(name), Bool(bound, depth), body(bound)),
            new Arm(new AnyPattern(), null, body(scope)),
        ]);
    }

    private Match MatchPair(GeneratorScope scope, int depth, Func<GeneratorScope, Node> body)
    {
        var name = _choices.Pick(VariableNames);
        var bound = scope.With(name, ProgramType.Int);
        return new Match(Expression(ProgramType.Pair, scope, depth),
        [
            new Arm(new PairPattern(new NamePattern(name), new ConstantPattern([true])), _choices.Chance(50) ? Bool(bound, depth) : null, body(bound)),
            new Arm(new PairPattern(new NamePattern(name), new AnyPattern()), null, body(bound)),
        ]);
    }

    private Match MatchList(GeneratorScope scope, int depth, Func<GeneratorScope, Node> body)
    {
        var bound = scope.With("head", ProgramType.Int).With("tail", ProgramType.Ints);
        return new Match(Ints(scope, depth),
        [
            new Arm(new ConsPattern(new NamePattern("head"), new NamePattern("tail")), _choices.Chance(50) ? Bool(bound, depth) : null, body(bound)),
            new Arm(new AnyPattern(), null, body(scope)),
        ]);
    }
}
