using System.Globalization;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.Patterns;

/// <summary>Which values a list of arms matches, and which arms are of use.</summary>
/// <remarks>
/// Works on a matrix of patterns, a row an arm: a vector of patterns is useful after the rows if it matches a vector
/// of values that no row matches (Maranget, "Warnings for pattern matching").
/// </remarks>
internal sealed class MatchCoverage(BindingContext context, DataType type, ImmutableArray<(BoundPattern Pattern, bool HasGuard)> arms)
{
    // The question is exponential for contrived matches; past this many steps no warning is given.
    private int _steps = 2_000_000;

    /// <summary>The arms' patterns that match nothing the arms before them leave over.</summary>
    public IEnumerable<BoundPattern> Unreachable()
    {
        var before = new List<Row>();
        foreach (var (pattern, hasGuard) in arms)
        {
            var row = new Row([Simplify(pattern)]);
            if (before.Count > 0 && Witness(before, row, [type]) is null && _steps >= 0) yield return pattern;
            if (!hasGuard) before.Add(row);
        }
    }

    /// <summary>A pattern of values that no arm matches; null if there is none.</summary>
    public string? Missing()
    {
        var rows = arms.Where(arm => !arm.HasGuard).Select(arm => new Row([Simplify(arm.Pattern)])).ToList();
        return Witness(rows, new Row([Shape.Any]), [type]) is [var witness] ? Write(witness, false) : null;
    }

    /// <summary>A vector of values that <paramref name="candidate"/> matches and no row does.</summary>
    private ImmutableArray<Shape>? Witness(List<Row> rows, Row candidate, ImmutableArray<DataType> types)
    {
        if ((_steps -= rows.Count + 1) < 0) return null;
        if (types.IsEmpty) return rows.Count == 0 ? [] : null;
        if (rows.Count == 0) return [.. candidate.Shapes.Select(Flatten)];
        switch (candidate.Shapes[0])
        {
            case AnyOf alternatives:
                foreach (var alternative in alternatives.Shapes)
                {
                    if (Witness(rows, candidate.WithFirst(alternative), types) is { } found) return found;
                }

                return null;
            case Made made:
                return WitnessOf(made.Constructor, rows, candidate, types);
            default:
                return WitnessOfAny(rows, candidate, types);
        }
    }

    private ImmutableArray<Shape>? WitnessOfAny(List<Row> rows, Row candidate, ImmutableArray<DataType> types)
    {
        var used = new HashSet<Constructor>(rows.SelectMany(row => Constructors(row.Shapes[0])));
        var all = AllConstructors(types[0]);
        if (all is { } known && known.All(used.Contains))
        {
            foreach (var constructor in known)
            {
                if (WitnessOf(constructor, rows, candidate, types) is { } found) return found;
            }

            return null;
        }

        var rest = rows.Where(row => MatchesAll(row.Shapes[0])).Select(row => row.Rest).ToList();
        if (Witness(rest, candidate.Rest, types[1..]) is not { } tail) return null;
        var unused = all?.FirstOrDefault(constructor => !used.Contains(constructor)) ?? UnusedLiteral(used);
        var head = used.Count == 0 || unused is null ? Shape.Any : new Made(unused, [.. Enumerable.Repeat(Shape.Any, unused.Arity)]);
        return [head, .. tail];
    }

    private ImmutableArray<Shape>? WitnessOf(Constructor constructor, List<Row> rows, Row candidate, ImmutableArray<DataType> types)
    {
        var specialized = rows.SelectMany(row => row.Specialize(constructor)).ToList();
        var parts = PartTypes(constructor, types[0]);
        foreach (var row in candidate.Specialize(constructor))
        {
            if (Witness(specialized, row, [.. parts, .. types[1..]]) is { } found)
            {
                return [new Made(constructor, found[..constructor.Arity]), .. found[constructor.Arity..]];
            }
        }

        return null;
    }

    private Shape Simplify(BoundPattern pattern)
    {
        switch (pattern)
        {
            case BoundLiteralPattern { Value: var value }:
                return new Made(new Constructor(Literal(value), 0, value), []);
            case BoundTuplePattern { Items: var items }:
                return new Made(Constructor.Tuple(items.Length), [.. items.Select(Simplify)]);
            case BoundEmptyListPattern:
                return new Made(Constructor.Nil, []);
            case BoundConsPattern { Head: var head, Tail: var tail }:
                return new Made(Constructor.Cons, [Simplify(head), Simplify(tail)]);
            case BoundNonePattern:
                return new Made(Constructor.None, []);
            case BoundSomePattern { Item: var item }:
                return new Made(Constructor.Some, [Simplify(item)]);
            case BoundCasePattern { Case: var unionCase, Fields: var fields }:
                return new Made(Constructor.Of(unionCase), [.. fields.Select(Simplify)]);
            case BoundRecordPattern { Fields: var fields }:
                if (context.Inference.Resolve(pattern.Type) is not NamedType named || context.FindDefinition(named.Name) is not RecordDefinition record) return Shape.Any;
                var shapes = Enumerable.Repeat(Shape.Any, record.Fields.Count).ToArray();
                foreach (var (index, field) in fields) shapes[index] = Simplify(field);
                return new Made(Constructor.Of(record), [.. shapes]);
            case BoundAsPattern { Pattern: var inner }:
                return Simplify(inner);
            case BoundOrPattern { Left: var left, Right: var right }:
                return new AnyOf([Simplify(left), Simplify(right)]);
            case BoundFailurePattern { Message: var message }:
                return new Made(Constructor.Failure, [Simplify(message)]);
            default:
                return Shape.Any;
        }
    }

    /// <summary>Every way to make a value of the type; null if they cannot be listed.</summary>
    private ImmutableArray<Constructor>? AllConstructors(DataType of) => context.Inference.Resolve(of) switch
    {
        PrimitiveType { Name: "bool" } => [BoolConstructor(true), BoolConstructor(false)],
        PrimitiveType { Name: "unit" } => [new Constructor("()", 0, IR.Literal.Unit)],
        PrimitiveType { Name: "exn" } => [Constructor.Failure],
        OptionType => [Constructor.None, Constructor.Some],
        ListType => [Constructor.Nil, Constructor.Cons],
        TupleType tuple => [Constructor.Tuple(tuple.Items.Count)],
        NamedType named => context.FindDefinition(named.Name) switch
        {
            RecordDefinition record => [Constructor.Of(record)],
            UnionDefinition union => [.. union.Cases.Select(Constructor.Of)],
            _ => null,
        },
        _ => null,
    };

    private ImmutableArray<DataType> PartTypes(Constructor constructor, DataType of) => (context.Inference.Resolve(of), constructor) switch
    {
        (ListType list, { Arity: 2 }) => [list.Item, list],
        (OptionType option, { Arity: 1 }) => [option.Item],
        (TupleType tuple, _) when tuple.Items.Count == constructor.Arity => [.. tuple.Items],
        (NamedType named, { UnionCase: { } unionCase }) when context.FindDefinition(named.Name) is { } definition =>
            [.. unionCase.Fields.Select(field => BindingContext.FieldType(definition, named, field.Type))],
        (NamedType named, _) when context.FindDefinition(named.Name) is RecordDefinition record && record.Fields.Count == constructor.Arity =>
            [.. record.Fields.Select(field => BindingContext.FieldType(record, named, field.Type))],
        (PrimitiveType { Name: "exn" }, { Arity: 1 }) => [DataType.String],
        _ => [.. Enumerable.Repeat((DataType)ErrorType.Instance, constructor.Arity)],
    };

    private static Constructor BoolConstructor(bool value) => new(value ? "true" : "false", 0, new BoolLiteral(value));

    private static Constructor? UnusedLiteral(HashSet<Constructor> used)
    {
        if (!used.Any(constructor => constructor.Value is IntLiteral)) return null;
        for (var number = 0L; ; number++)
        {
            var constructor = new Constructor(Literal(new IntLiteral(number)), 0, new IntLiteral(number));
            if (!used.Contains(constructor)) return constructor;
        }
    }

    private static IEnumerable<Constructor> Constructors(Shape shape) => shape switch
    {
        Made made => [made.Constructor],
        AnyOf alternatives => alternatives.Shapes.SelectMany(Constructors),
        _ => [],
    };

    private static bool MatchesAll(Shape shape) =>
        ReferenceEquals(shape, Shape.Any) || (shape is AnyOf alternatives && alternatives.Shapes.Any(MatchesAll));

    private static Shape Flatten(Shape shape) => shape switch
    {
        AnyOf alternatives => Flatten(alternatives.Shapes[0]),
        Made made => made with { Parts = [.. made.Parts.Select(Flatten)] },
        _ => shape,
    };

    private static string Literal(Literal value) => value switch
    {
        IntLiteral number => number.Value.ToString(CultureInfo.InvariantCulture),
        FloatLiteral number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        BoolLiteral truth => truth.Value ? "true" : "false",
        StringLiteral text => $"\"{text.Value}\"",
        _ => "()",
    };

    private static string Write(Shape shape, bool isArgument)
    {
        if (shape is not Made { Constructor: var constructor, Parts: var parts }) return "_";
        if (constructor == Constructor.Cons)
        {
            var cons = $"{Write(parts[0], true)} :: {Write(parts[1], false)}";
            return isArgument ? $"({cons})" : cons;
        }

        if (constructor.Fields is { } fields)
        {
            return $"{{ {string.Join("; ", fields.Zip(parts, (field, part) => $"{field} = {Write(part, false)}"))} }}";
        }

        if (parts.IsEmpty) return constructor.Name;
        var list = string.Join(", ", parts.Select(part => Write(part, parts.Length == 1 && constructor.Name != "")));
        if (constructor.Name == "") return $"({list})";
        var text = parts.Length == 1 ? $"{constructor.Name} {list}" : $"{constructor.Name} ({list})";
        return isArgument ? $"({text})" : text;
    }

    /// <summary>A way to make a value from parts.</summary>
    private sealed record Constructor(string Name, int Arity, Literal? Value = null, UnionCase? UnionCase = null, Sequence<string>? Fields = null)
    {
        public static Constructor Nil { get; } = new("[]", 0);

        public static Constructor Cons { get; } = new("::", 2);

        public static Constructor None { get; } = new("None", 0);

        public static Constructor Some { get; } = new("Some", 1);

        public static Constructor Failure { get; } = new("Failure", 1);

        public static Constructor Tuple(int arity) => new("", arity);

        public static Constructor Of(UnionCase unionCase) => new(unionCase.Name, unionCase.Fields.Count, UnionCase: unionCase);

        public static Constructor Of(RecordDefinition record) =>
            new(record.Name, record.Fields.Count, Fields: record.Fields.Select(field => field.Name!).ToSequence());
    }

    /// <summary>What is left of a pattern when variables do not matter.</summary>
    private abstract record Shape
    {
        public static Shape Any { get; } = new Anything();

        private sealed record Anything : Shape;
    }

    private sealed record Made(Constructor Constructor, ImmutableArray<Shape> Parts) : Shape;

    private sealed record AnyOf(ImmutableArray<Shape> Shapes) : Shape;

    private sealed record Row(ImmutableArray<Shape> Shapes)
    {
        public Row Rest => new(Shapes[1..]);

        public Row WithFirst(Shape shape) => new([shape, .. Shapes[1..]]);

        /// <summary>The rows for values made by the constructor, its parts in place of the first column.</summary>
        public IEnumerable<Row> Specialize(Constructor constructor) => Shapes[0] switch
        {
            Made made => made.Constructor == constructor ? [new Row([.. made.Parts, .. Shapes[1..]])] : [],
            AnyOf alternatives => alternatives.Shapes.SelectMany(shape => WithFirst(shape).Specialize(constructor)),
            _ => [new Row([.. Enumerable.Repeat(Shape.Any, constructor.Arity), .. Shapes[1..]])],
        };
    }
}
