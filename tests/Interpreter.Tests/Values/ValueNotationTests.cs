using CsCheck;
using NUnit.Framework;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using static StateFlow.Interpreter.Tests.Values.ValueGenerator;

namespace StateFlow.Interpreter.Tests.Values;

public sealed class ValueNotationTests
{
    private static Value Number(long value) => IntValue.Of(value);

    private static Value Text(string value) => new StringValue(value);

    private static Value Some(Value value) => OptionValue.Some(value);

    private static IEnumerable<TestCaseData> Notations()
    {
        var map = MapValue.From([KeyValuePair.Create(Text("a"), Number(1)), KeyValuePair.Create(Text("B"), Number(2))]);
        var failure = new Failure("no", SourceSpan.None, []);
        yield return new TestCaseData(Number(42), "42");
        yield return new TestCaseData(Number(long.MinValue), "-9223372036854775808");
        yield return new TestCaseData(BoolValue.True, "true");
        yield return new TestCaseData(BoolValue.False, "false");
        yield return new TestCaseData(UnitValue.Instance, "()");
        yield return new TestCaseData(Text("a\"b"), "\"a\"b\"");
        yield return new TestCaseData(ListValue.Empty, "[]");
        yield return new TestCaseData(ListValue.Of(Number(1), Number(2)), "[1; 2]");
        yield return new TestCaseData(TupleValue.Of(Number(1), Text("a")), "(1, \"a\")");
        yield return new TestCaseData(OptionValue.None, "None");
        yield return new TestCaseData(Some(Number(1)), "Some 1");
        yield return new TestCaseData(Some(Number(-1)), "Some -1");
        yield return new TestCaseData(Some(OptionValue.None), "Some None");
        yield return new TestCaseData(Some(Some(Number(1))), "Some (Some 1)");
        yield return new TestCaseData(Some(Text("a")), "Some \"a\"");
        yield return new TestCaseData(Some(ListValue.Of(Number(1))), "Some [1]");
        yield return new TestCaseData(Some(TupleValue.Of(Number(1), Number(2))), "Some (1, 2)");
        yield return new TestCaseData(Some(new RecordValue(Point, [Number(1), Text("a")])), "Some { x = 1; y = \"a\" }");
        yield return new TestCaseData(Some(new EntityReference("Item", Text("a"))), "Some (Item(\"a\"))");
        yield return new TestCaseData(Some(new UnionValue(Circle, [new FloatValue(1.5)])), "Some (Circle 1.5)");
        yield return new TestCaseData(Some(new UnionValue(Empty, [])), "Some Empty");
        yield return new TestCaseData(Some(map), "Some (map [(\"B\", 2); (\"a\", 1)])");
        yield return new TestCaseData(new RecordValue(Point, [Number(1), Text("a")]), "{ x = 1; y = \"a\" }");
        yield return new TestCaseData(new UnionValue(Empty, []), "Empty");
        yield return new TestCaseData(new UnionValue(Circle, [new FloatValue(1.5)]), "Circle 1.5");
        yield return new TestCaseData(new UnionValue(Circle, [Some(Number(1))]), "Circle (Some 1)");
        yield return new TestCaseData(new UnionValue(Rect, [new FloatValue(1), new FloatValue(2)]), "Rect (1.0, 2.0)");
        yield return new TestCaseData(map, "map [(\"B\", 2); (\"a\", 1)]");
        yield return new TestCaseData(MapValue.Empty, "map []");
        yield return new TestCaseData(SetValue.From([Number(2), Number(1), Number(2)]), "set [1; 2]");
        yield return new TestCaseData(SetValue.Empty, "set []");
        yield return new TestCaseData(new EntityReference("Item", Text("apple")), "Item(\"apple\")");
        yield return new TestCaseData(new EntityReference("Order", Number(7)), "Order(7)");
        yield return new TestCaseData(ListValue.Of(UnitValue.Instance, Some(UnitValue.Instance)), "[(); Some ()]");
        yield return new TestCaseData(new CallHandle("e1/0"), "<call>");
        yield return new TestCaseData(new FailureValue(failure), "Failure \"no\"");
        yield return new TestCaseData(Some(new FailureValue(failure)), "Some (Failure \"no\")");
    }

    [TestCaseSource(nameof(Notations))]
    public void AValueIsShownAsInFSharp(Value value, string notation)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ValueNotation.Structural(value), Is.EqualTo(notation));
            Assert.That(value.ToString(), Is.EqualTo(notation));
            Assert.That(ValueNotation.Shown(value), Is.EqualTo(value is StringValue text ? text.Value : notation));
        }
    }

    [TestCase(1.0, "1.0")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(1.5, "1.5")]
    [TestCase(0.1, "0.1")]
    [TestCase(1e14, "100000000000000.0")]
    [TestCase(1e20, "1e+20")]
    [TestCase(1.5e-7, "1.5e-07")]
    [TestCase(double.NaN, "nan")]
    [TestCase(double.PositiveInfinity, "infinity")]
    [TestCase(double.NegativeInfinity, "-infinity")]
    [TestCase(double.Epsilon, "5e-324")]
    public void AFloatAlwaysLooksLikeOne(double number, string notation) =>
        Assert.That(ValueNotation.Shown(new FloatValue(number)), Is.EqualTo(notation));

    [Test]
    public void AFloatCanBeReadBack() => Gen.Double.Sample(number =>
        double.Parse(ValueNotation.Shown(new FloatValue(number)), System.Globalization.CultureInfo.InvariantCulture).Equals(number));

    [TestCase(HoleStyle.Int, 42L, "5", "   42")]
    [TestCase(HoleStyle.Int, 42L, "-5", "42   ")]
    [TestCase(HoleStyle.Int, 42L, "05", "00042")]
    [TestCase(HoleStyle.Int, -42L, "05", "-0042")]
    [TestCase(HoleStyle.Int, 42L, "+", "+42")]
    [TestCase(HoleStyle.Int, 42L, "+05", "+0042")]
    [TestCase(HoleStyle.Int, -42L, "+", "-42")]
    [TestCase(HoleStyle.Int, 123456L, "3", "123456")]
    [TestCase(HoleStyle.Fixed, 1.5, "", "1.500000")]
    [TestCase(HoleStyle.Fixed, 1.005, ".2", "1.00")]
    [TestCase(HoleStyle.Fixed, 2.6, ".0", "3")]
    [TestCase(HoleStyle.Fixed, -2.345, "8.1", "    -2.3")]
    [TestCase(HoleStyle.Fixed, -2.345, "08.1", "-00002.3")]
    [TestCase(HoleStyle.Fixed, double.NaN, "+06", "   nan")]
    [TestCase(HoleStyle.Fixed, double.PositiveInfinity, "", "infinity")]
    [TestCase(HoleStyle.Text, "ab", "5", "   ab")]
    [TestCase(HoleStyle.Text, "ab", "-5", "ab   ")]
    [TestCase(HoleStyle.Text, "ab", "05", "   ab")]
    [TestCase(HoleStyle.Bool, true, "", "true")]
    [TestCase(HoleStyle.Shown, "ab", "", "ab")]
    [TestCase(HoleStyle.Structural, "ab", "", "\"ab\"")]
    [TestCase(HoleStyle.Structural, 1.0, "", "1.0")]
    public void AHoleIsPaddedAsInFSharp(HoleStyle style, object value, string format, string expected)
    {
        var flags = format.TakeWhile(c => c is '-' or '+' or '0').ToList();
        var rest = format[flags.Count..].Split('.');
        if (rest[0].Length == 0 && flags is [.., '0'] && rest.Length == 1) flags.Remove('0');
        var hole = new HoleFormat(
            style,
            rest[0].Length == 0 ? 0 : int.Parse(rest[0]),
            rest.Length == 2 ? int.Parse(rest[1]) : null,
            flags.Contains('-'),
            flags.Contains('0'),
            flags.Contains('+'));
        Value shown = value switch
        {
            long number => IntValue.Of(number),
            double number => new FloatValue(number),
            bool truth => BoolValue.Of(truth),
            _ => new StringValue((string)value),
        };
        Assert.That(ValueNotation.Formatted(shown, hole), Is.EqualTo(expected));
    }

    [Test]
    public void AFailureTellsTheWayThatLedToIt()
    {
        var failure = new Failure("division by zero", At(12, 9), [])
            .CalledFrom(new CallSite("Item(\"apple\").UpdateStock", At(30, 18)))
            .CalledFrom(new CallSite("User(\"ann\").BuyItem", At(41, 1)));
        Assert.That(failure.Describe(), Is.EqualTo("""
            shop.sf(12,9): error: division by zero
               in Item("apple").UpdateStock, called at shop.sf(30,18)
               in User("ann").BuyItem, called at shop.sf(41,1)
            """));
    }

    [TestCase(21, 22, null)]
    [TestCase(10_000, 22, "   ... 9980 more calls")]
    public void ALongWayIsCutInTheMiddle(int calls, int lines, string? omission)
    {
        var chain = Enumerable.Range(1, calls).Select(i => new CallSite($"A({i}).F", At(i, 1)));
        var text = new Failure("deep", At(1, 1), [.. chain]).Describe().Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Has.Length.EqualTo(lines));
            Assert.That(text[1], Does.Contain("A(1).F"));
            Assert.That(text[10], Does.Contain("A(10).F"));
            Assert.That(text[^10], Does.Contain($"A({calls - 9}).F"));
            Assert.That(text[^1], Does.Contain($"A({calls}).F"));
            Assert.That(text[11], omission is null ? Does.Contain("A(11).F") : Is.EqualTo(omission));
        }
    }

    private static SourceSpan At(int line, int column) =>
        new("shop.sf", new SourcePosition(0, line, column), new SourcePosition(1, line, column + 1));
}
