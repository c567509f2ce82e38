using CsCheck;
using NUnit.Framework;
using StateFlow.Interpreter.Values;
using static StateFlow.Interpreter.Tests.Values.ValueGenerator;

namespace StateFlow.Interpreter.Tests.Values;

public sealed class ValueComparerTests
{
    private static readonly ValueComparer Total = ValueComparer.Total;

    [Test]
    public void TheOrderIsTotal() => Gen.Select(Any, Any, Any).Sample((a, b, c) =>
    {
        var (ab, bc, ac) = (Math.Sign(Total.Compare(a, b)), Math.Sign(Total.Compare(b, c)), Math.Sign(Total.Compare(a, c)));
        return Total.Compare(a, a) == 0
            && ab == -Math.Sign(Total.Compare(b, a))
            && (ab > 0 || bc > 0 || ac <= 0)
            && (ab != 0 || bc != 0 || ac == 0);
    });

    [Test]
    public void EqualValuesHaveEqualHashes() => Gen.Select(Any, Any).Sample((a, b) =>
        a.Equals(b) == (Total.Compare(a, b) == 0) && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode()));

    [Test]
    public void EqualityAgreesWithTheOrderUnlessThereIsANan() => Gen.Select(Any, Any).Sample((a, b) =>
        HasNan(a) || HasNan(b)
        || (ValueComparer.AreEqual(a, b) == (Total.Compare(a, b) == 0)
            && ValueComparer.IsLess(a, b) == Total.Compare(a, b) < 0
            && ValueComparer.IsLessOrEqual(a, b) == Total.Compare(a, b) <= 0));

    private static bool HasNan(Value value) => ValueNotation.Structural(value).Contains("nan");

    private static Value Float(double number) => new FloatValue(number);

    private static Value[][] InOrder =>
    [
        [IntValue.Of(long.MinValue), IntValue.Of(-1), IntValue.Of(0), IntValue.Of(long.MaxValue)],
        [Float(double.NaN), Float(double.NegativeInfinity), Float(-1), Float(0), Float(double.PositiveInfinity)],
        [BoolValue.False, BoolValue.True],
        [new StringValue(""), new StringValue("B"), new StringValue("a"), new StringValue("ab"), new StringValue("é")],
        [ListValue.Empty, ListValue.Of(IntValue.Of(1)), ListValue.Of(IntValue.Of(1), IntValue.Of(0)), ListValue.Of(IntValue.Of(2))],
        [OptionValue.None, OptionValue.Some(IntValue.Of(-5)), OptionValue.Some(IntValue.Of(1))],
        [TupleValue.Of(IntValue.Of(1), IntValue.Of(9)), TupleValue.Of(IntValue.Of(2), IntValue.Of(0))],
        [new UnionValue(Empty, []), new UnionValue(Circle, [Float(9)]), new UnionValue(Rect, [Float(1), Float(1)])],
        [new RecordValue(Point, [IntValue.Of(1), new StringValue("b")]), new RecordValue(Point, [IntValue.Of(2), new StringValue("a")])],
        [SetValue.Empty, SetValue.From([IntValue.Of(1), IntValue.Of(5)]), SetValue.From([IntValue.Of(2)])],
        [Map((1, 1)), Map((1, 2)), Map((1, 2), (2, 0)), Map((2, 0))],
        [new EntityReference("Item", new StringValue("z")), new EntityReference("User", new StringValue("a")), new EntityReference("User", new StringValue("b"))],
    ];

    [TestCaseSource(nameof(InOrder))]
    public void ValuesAreOrderedAsInFSharp(params Value[] ascending)
    {
        for (var i = 0; i < ascending.Length; i++)
        {
            for (var j = 0; j < ascending.Length; j++)
                Assert.That(Math.Sign(Total.Compare(ascending[i], ascending[j])), Is.EqualTo(i.CompareTo(j)), $"{ascending[i]} and {ascending[j]}");
        }
    }

    [Test]
    public void ANanIsNeitherEqualToItselfNorOrdered()
    {
        var (nan, nested) = (Float(double.NaN), ListValue.Of(IntValue.Of(1), Float(double.NaN)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ValueComparer.AreEqual(nan, nan), Is.False);
            Assert.That(ValueComparer.AreEqual(nested, nested), Is.False);
            Assert.That(ValueComparer.IsLessOrEqual(nan, nan), Is.False);
            Assert.That(ValueComparer.IsLess(nested, nested), Is.False);
            Assert.That(ValueComparer.IsLess(TupleValue.Of(IntValue.Of(0), nan), TupleValue.Of(IntValue.Of(1), nan)), Is.True);
            Assert.That(nested, Is.EqualTo(ListValue.Of(IntValue.Of(1), Float(double.NaN))));
        }
    }

    [Test]
    public void AMillionItemsAreNoDeepRecursion()
    {
        var (a, b) = (Numbers(), Numbers());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(a.Equals(b), Is.True);
            Assert.That(ValueComparer.AreEqual(a, b), Is.True);
            Assert.That(a.GetHashCode(), Is.EqualTo(b.GetHashCode()));
            Assert.That(Total.Compare(a, ListValue.Cons(IntValue.Of(1), b)), Is.Negative);
            Assert.That(a.ToString(), Has.Length.EqualTo(7_888_890));
            Assert.That(a.Count, Is.EqualTo(1_000_000));
        }

        static ListValue Numbers() => ListValue.From(Enumerable.Range(0, 1_000_000).Select(number => IntValue.Of(number)));
    }

    [Test]
    public void AValueMayBeNestedFarDeeperThanOneStack()
    {
        var (a, b) = (Nested(), Nested());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(a.Equals(b), Is.True);
            Assert.That(ValueComparer.AreEqual(a, b), Is.True);
            Assert.That(a.GetHashCode(), Is.EqualTo(b.GetHashCode()));
            Assert.That(a.ToString(), Does.StartWith("Circle (Some (Circle (Some ("));
        }

        static Value Nested()
        {
            Value value = IntValue.Of(1);
            for (var i = 0; i < 100_000; i++) value = new UnionValue(Circle, [OptionValue.Some(value)]);
            return value;
        }
    }

    [Test]
    public void AMapIsASortedDictionary() => Gen.Select(Int, Int).Array[0, 20].Sample(pairs =>
    {
        var model = new SortedDictionary<long, long>();
        var map = MapValue.Empty;
        foreach (var (key, item) in pairs)
        {
            model[((IntValue)key).Value] = ((IntValue)item).Value;
            map = map.With(map.Entries.SetItem(key, item));
        }

        return map.ToString() == $"map [{string.Join("; ", model.Select(entry => $"({entry.Key}, {entry.Value})"))}]"
            && map.Equals(MapValue.From(pairs.Reverse().DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))));
    });

    [Test]
    public void ASetIsASortedSet() => Text.Array[0, 20].Sample(items =>
    {
        var model = new SortedSet<string>(items.Select(item => ((StringValue)item).Value), StringComparer.Ordinal);
        return SetValue.From(items).ToString() == $"set [{string.Join("; ", model.Select(item => $"\"{item}\""))}]";
    });

    private static MapValue Map(params (int Key, int Item)[] entries) =>
        MapValue.From(entries.Select(entry => KeyValuePair.Create<Value, Value>(IntValue.Of(entry.Key), IntValue.Of(entry.Item))));
}
