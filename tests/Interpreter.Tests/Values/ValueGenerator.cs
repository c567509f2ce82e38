using CsCheck;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Tests.Values;

/// <summary>Random values, small enough to be equal now and then.</summary>
internal static class ValueGenerator
{
    public static readonly RecordDefinition Point =
        new("Point", [], [new FieldDefinition("x", DataType.Int), new FieldDefinition("y", DataType.String)]);

    public static readonly UnionCase Empty = new("Shape", "Empty", 0, []);

    public static readonly UnionCase Circle = new("Shape", "Circle", 1, [new FieldDefinition(null, DataType.Float)]);

    public static readonly UnionCase Rect =
        new("Shape", "Rect", 2, [new FieldDefinition("w", DataType.Float), new FieldDefinition("h", DataType.Float)]);

    public static readonly Gen<Value> Int = Gen.Long[-3, 3].Select(Value (number) => IntValue.Of(number));

    public static readonly Gen<Value> Text = Gen.String[Gen.Char["aBé"], 0, 2].Select(Value (text) => new StringValue(text));

    private static readonly Gen<Value> Leaf = Gen.OneOf(
        Int,
        Text,
        Gen.OneOf(0.0, -0.0, 1.5, double.NaN, double.NegativeInfinity).Select(Value (number) => new FloatValue(number)),
        Gen.Bool.Select(Value (truth) => BoolValue.Of(truth)),
        Gen.Const<Value>(UnitValue.Instance),
        Text.Select(Value (key) => new EntityReference("Item", key)),
        Int.Select(Value (key) => new EntityReference("User", key)));

    /// <summary>Any values, of different types too.</summary>
    public static readonly Gen<Value> Any = Gen.Recursive<Value>((depth, inner) => depth > 2
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 3].Select(Value (items) => ListValue.Of(items)),
            inner.Array[2, 3].Select(Value (items) => TupleValue.Of(items)),
            inner.Array[0, 3].Select(Value (items) => SetValue.From(items)),
            Gen.Select(inner, inner).Array[0, 3].Select(Value (pairs) => MapValue.From(pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)))),
            inner.Select(Value (item) => OptionValue.Some(item)),
            Gen.Const<Value>(OptionValue.None),
            Gen.Select(inner, inner, Value (x, y) => new RecordValue(Point, [x, y])),
            Gen.Const<Value>(new UnionValue(Empty, [])),
            inner.Select(Value (radius) => new UnionValue(Circle, [radius])),
            Gen.Select(inner, inner, Value (w, h) => new UnionValue(Rect, [w, h]))));
}
