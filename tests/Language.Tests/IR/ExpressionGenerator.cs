using CsCheck;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using static StateFlow.Language.Tests.IR.SamplePrograms;

namespace StateFlow.Language.Tests.IR;

/// <summary>Random expressions of every kind; they mention what <see cref="With(Expression)"/> declares, and their types need not fit.</summary>
internal static class ExpressionGenerator
{
    public static readonly Gen<DataType> Type = Gen.Recursive<DataType>((depth, type) =>
    {
        var leaf = Gen.OneOf(
            DataType.Int, DataType.Float, DataType.Bool, DataType.String, DataType.Unit, DataType.Exception,
            Point, new EntityType("Item"), new TypeParameter("a"));
        if (depth > 3) return leaf;
        return Gen.OneOf(
            leaf,
            type.Select(DataType (item) => new ListType(item)),
            type.Select(DataType (item) => new OptionType(item)),
            type.Select(DataType (item) => new SetType(item)),
            type.Select(DataType (item) => new CallType(item)),
            type.Select(DataType (item) => new NamedType("Shape", [item])),
            Gen.Select(type, type, DataType (a, b) => new MapType(a, b)),
            Gen.Select(type, type, DataType (a, b) => new FunctionType(a, b)),
            type.Array[2, 4].Select(DataType (items) => new TupleType(items.ToSequence())));
    });

    private static readonly Gen<Literal> Literal = Gen.OneOf(
        Gen.Long.Select(Literal (value) => new IntLiteral(value)),
        Gen.Double.Select(Literal (value) => new FloatLiteral(value)),
        Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0).Select(Literal (value) => new FloatLiteral(value)),
        Gen.Bool.Select(Literal (value) => new BoolLiteral(value)),
        Gen.String.Select(Literal (value) => new StringLiteral(value)),
        Gen.Const(StateFlow.Language.IR.Literal.Unit));

    private static readonly Gen<HoleFormat> Format = Gen.Select(
        Gen.Enum<HoleStyle>(), Gen.Int[0, 20], Gen.Int[0, 9], Gen.Bool, Gen.Bool,
        (style, width, precision, left, plus) => new HoleFormat(style, width, precision > 6 ? null : precision, left, !left, plus));

    public static readonly Gen<Expression> Expression = Gen.Recursive<Expression>((depth, inner) => depth > 4 ? Leaf() : Gen.OneOf(Leaf(), Node(inner)));

    private static Gen<Expression> Leaf() => Gen.OneOf(
        Gen.Select(Literal, Type, Expression (literal, type) => new LiteralExpression(literal, type, Span)),
        Gen.OneOf(X, Xs, Error).Select(Local),
        Type.Select(Expression (type) => new FieldExpression(1, "stock", type, Span)),
        Type.Select(Expression (type) => new ConstantExpression("limit", type, Span)),
        Type.Select(Expression (type) => new ThisExpression(type, Span)));

    private static Gen<Expression> Node(Gen<Expression> inner) => Gen.Select(inner, inner, inner, Type).SelectMany((a, b, c, type) => Gen.OneOf<Expression>(
        new AssignLocalExpression(X, a, type, Span),
        new AssignFieldExpression(1, "stock", a, type, Span),
        new SequenceExpression([a, b, c], type, Span),
        new IfExpression(a, b, c, type, Span),
        new AndExpression(a, b, type, Span),
        new OrExpression(a, b, type, Span),
        new WhileExpression(a, b, type, Span),
        new ForEachExpression(X, a, b, type, Span),
        new ForRangeExpression(X, a, b, c, a, type, Span),
        new TryExpression(a, Error, b, type, Span),
        new RethrowExpression(a, type, Span),
        new TupleExpression([a, b], type, Span),
        new TupleItemExpression(new TupleExpression([a, b], new TupleType([a.Type, b.Type]), Span), 1, type, Span),
        new ListExpression([a, b, c], type, Span),
        new RecordExpression("Point", [1, 0], [a, b], type, Span),
        new RecordUpdateExpression(a, [1], [b], Point, Span),
        new RecordFieldExpression(a, 0, "x", type, Span),
        new UnionExpression("Shape", "Square", 1, [a], type, Span),
        new IsCaseExpression(a, "Square", 1, type, Span),
        new CaseFieldExpression(a, "Square", 0, type, Span),
        new ClosureExpression("square", [a], type, Span),
        new ApplyExpression(a, [b, c], type, Span),
        new CallExpression("square", [a], type, Span),
        new LibraryCallExpression("List.map", [a, b], type, Span),
        new PrintExpression(a, true, type, Span),
        new ReferenceExpression("Item", a, type, Span),
        new StartExpression(new InvokeCall(a, "Item", "Item.Work", [b], type, Span), type, Span))
        .Select(node => (node, a, b, type)))
        .SelectMany(made => Gen.Select(Gen.Int[0, 5], Gen.Enum<BinaryOperator>(), Gen.Enum<UnaryOperator>(), Format, (choice, binary, unary, format) => choice switch
        {
            0 => new BinaryExpression(binary, made.a, made.b, made.type, Span),
            1 => new UnaryExpression(unary, made.a, made.type, Span),
            2 => new FormatExpression([new FormatPart("x = ", null, null), new FormatPart(null, made.a, format)], made.type, Span),
            _ => made.node,
        }));
}
