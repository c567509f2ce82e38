using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <content>Blocks and statements.</content>
internal sealed partial class ProgramGenerator
{
    /// <summary>Statements and a value.</summary>
    private Block Block(ProgramType type, GeneratorScope scope, int nesting)
    {
        if (type == ProgramType.Unit) return UnitBlock(scope, nesting);
        var statements = ImmutableArray.CreateBuilder<Node>();
        for (var i = _choices.Between(0, _statements); i > 0; i--) scope = AddStatement(statements, scope, nesting);
        statements.Add(Tail(type, scope, nesting));
        return new Block(statements.ToImmutable());
    }

    private Block UnitBlock(GeneratorScope scope, int nesting)
    {
        var statements = ImmutableArray.CreateBuilder<Node>();
        for (var i = _choices.Between(0, _statements / 2 + 1); i > 0; i--) scope = AddStatement(statements, scope, nesting);
        statements.Add(Effect(scope, nesting));
        return new Block(statements.ToImmutable());
    }

    /// <summary>What gives the value of a block.</summary>
    private Node Tail(ProgramType type, GeneratorScope scope, int nesting)
    {
        if (nesting == 0) return Expression(type, scope, _depth);
        return _choices.Weighted<Node>(
            (4, () => Expression(type, scope, _depth)),
            (1, () => new If(Condition(scope), Block(type, scope, nesting - 1), Block(type, scope, nesting - 1))),
            (1, () => Match(scope, _depth - 1, inner => Block(type, inner, nesting - 1))),
            (1, () => new TryWith(Block(type, scope, nesting - 1), "m", Block(type, scope.With("m", ProgramType.Text), nesting - 1))),
            (Fuel(scope) is null ? 0 : 2, () => Recursion(inner => Block(type, inner, nesting - 1), scope)));
    }

    private GeneratorScope AddStatement(ImmutableArray<Node>.Builder statements, GeneratorScope scope, int nesting) => _choices.Weighted(
        (3, () => AddLet(statements, scope, nesting)),
        (nesting > 0 ? 1 : 0, () => AddFunction(statements, scope, nesting)),
        (nesting > 0 ? 1 : 0, () => AddWhile(statements, scope, nesting)),
        (5, () =>
        {
            statements.Add(Effect(scope, nesting));
            return scope;
        }));

    private GeneratorScope AddLet(ImmutableArray<Node>.Builder statements, GeneratorScope scope, int nesting)
    {
        var (name, type) = (_choices.Pick(VariableNames), AnyType());
        var isMutable = _choices.Chance(40) && IsBounded(type);
        Node value = nesting > 0 && _choices.Chance(20) ? Block(type, scope, nesting - 1) : Expression(type, scope, _depth);
        statements.Add(new Let(name, isMutable, value));
        return scope.With(name, type, isMutable ? NameKind.Mutable : NameKind.Immutable);
    }

    private GeneratorScope AddFunction(ImmutableArray<Node>.Builder statements, GeneratorScope scope, int nesting)
    {
        var (function, visible) = Function(_choices.Pick(FunctionNames), scope, nesting);
        statements.Add(function);
        return scope.With(visible);
    }

    private (LocalFunction Function, VisibleName Visible) Function(string name, GeneratorScope scope, int nesting)
    {
        ImmutableArray<Parameter> parameters = [new("q", ProgramType.Int), .. _choices.Chance(30) ? [new Parameter("r", AnyType())] : (Parameter[])[]];
        var inner = parameters.Aggregate(scope.InClosure(), (known, parameter) => known.With(parameter.Name, parameter.Type));
        var result = AnyType();
        var body = Block(result, inner, nesting - 1);
        return (new LocalFunction(name, parameters, result, body), new VisibleName(name, result, NameKind.Function, parameters));
    }

    /// <summary>Adds a loop that ends after a few rounds at the latest.</summary>
    private GeneratorScope AddWhile(ImmutableArray<Node>.Builder statements, GeneratorScope scope, int nesting)
    {
        const string Counter = "i";
        if (scope.Names.Any(name => name.Name == Counter)) return scope;
        var inner = scope.With(Counter, ProgramType.Int, NameKind.Counter);
        var count = new Assign(Counter, IsField: false, new Binary("+", new Local(Counter), new Constant(1L)));
        var bound = new Binary("<", new Local(Counter), new Constant((long)_choices.Between(1, 3)));
        statements.Add(new Let(Counter, IsMutable: true, new Constant(0L)));
        statements.Add(new While(
            _choices.Chance(50) ? bound : new ShortCircuit("&&", bound, Expression(ProgramType.Bool, inner, 2)),
            new Block([count, .. UnitBlock(inner, nesting - 1).Statements])));
        return inner;
    }

    /// <summary>A statement with the value <c>()</c>.</summary>
    private Node Effect(GeneratorScope scope, int nesting)
    {
        var nested = nesting > 0 ? 1 : 0;
        var calls = Callable(ProgramType.Unit, scope).Count > 0 ? 2 : 0;
        return _choices.Weighted<Node>(
            (1, () => new PrintLine(Interpolated(scope, 2, holes: 2))),
            (scope.Mutables.IsEmpty ? 0 : 3, () => AssignLocal(scope)),
            (scope.Self.IsEmpty ? 0 : 3, () => AssignField(scope, _depth)),
            (2, () => new Ignore(Expression(AnyType(), scope, _depth))),
            (calls, () => Call(ProgramType.Unit, scope, 2)),
            (scope.Self.IsEmpty ? 0 : 1, () => Iterate(scope)),
            (1, () => new If(Condition(scope), new Fail(Interpolated(scope, 1, holes: 1)), Else: null)),
            (nested, () => new If(Condition(scope), UnitBlock(scope, nesting - 1), _choices.Chance(50) ? UnitBlock(scope, nesting - 1) : null)),
            (nested, () => Match(scope, _depth - 1, inner => UnitBlock(inner, nesting - 1))),
            (2 * nested, () => new TryWith(UnitBlock(scope, nesting - 1), "m", UnitBlock(scope.With("m", ProgramType.Text), nesting - 1))),
            (2 * nested, () => Loop(scope, nesting)),
            (Fuel(scope) is null ? 0 : nested, () => Recursion(inner => UnitBlock(inner, nesting - 1), scope)));
    }

    private Node Loop(GeneratorScope scope, int nesting)
    {
        var name = _choices.Pick(VariableNames);
        var entity = _choices.Pick(_entities);
        return _choices.Weighted<Node>(
            (2, () => new ForEach(name, Expression(ProgramType.Ints, scope, 2), UnitBlock(scope.With(name, ProgramType.Int), nesting - 1))),
            (1, () => new ForEach(
                name,
                Expression(ProgramType.References(entity), scope, 2),
                UnitBlock(scope.With(name, ProgramType.Reference(entity)), nesting - 1))),
            (2, () => new ForRange(name, SmallNumber(scope, 2), SmallNumber(scope, 2), UnitBlock(scope.With(name, ProgramType.Int), nesting - 1))));
    }

    private LibraryCall Iterate(GeneratorScope scope) => new(
        "List.iter",
        [new Lambda(["x"], AssignField(scope.InClosure().With("x", ProgramType.Int), 2)), Expression(ProgramType.Ints, scope, 2)],
        IsPiped: _choices.Chance(50));

    private Assign AssignLocal(GeneratorScope scope)
    {
        var variable = _choices.Pick(scope.Mutables);
        return new Assign(variable.Name, IsField: false, Bounded(variable.Type, scope, _depth));
    }

    private Assign AssignField(GeneratorScope scope, int depth)
    {
        var hidden = scope.Names.Select(name => name.Name).ToHashSet();
        var field = _choices.Pick([.. scope.Self.Where(field => !hidden.Contains(field.Name))]);
        return new Assign(field.Name, IsField: true, Bounded(field.Type, scope, depth));
    }

    /// <summary>Whether values of the type can be kept from growing.</summary>
    private static bool IsBounded(ProgramType type) => type != ProgramType.Text && !type.Notation.EndsWith(" list") || type == ProgramType.Ints;

    private Node Bounded(ProgramType type, GeneratorScope scope, int depth)
    {
        var value = Expression(type, scope, depth);
        if (type == ProgramType.Int) return new FunctionCall("wrap", [value]);
        if (type == ProgramType.Ints) return new FunctionCall("clip", [value]);
        return value;
    }

    private Node Condition(GeneratorScope scope) => Expression(ProgramType.Bool, scope, _depth);

    /// <summary>The fuel, if it is there and its condition is not yet around.</summary>
    private static Local? Fuel(GeneratorScope scope) => scope.Member is { MayRecurse: true } && !scope.MayRecurse ? new Local(Member.Fuel) : null;

    /// <summary>Code that may call members of any level, each time with less fuel.</summary>
    private static If Recursion(Func<GeneratorScope, Node> body, GeneratorScope scope) =>
        new(new Binary(">=", Fuel(scope)!, new Constant(1L)), body(scope with { MayRecurse = true }), body(scope));
}
