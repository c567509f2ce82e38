using NUnit.Framework;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;
using static StateFlow.Interpreter.Tests.Evaluation.IRBuilder;

namespace StateFlow.Interpreter.Tests.Evaluation;

public sealed class ExpressionTests
{
    [TestCase(long.MaxValue, BinaryOperator.Add, 1L, "failure: int overflow: 9223372036854775807 + 1 does not fit")]
    [TestCase(long.MinValue, BinaryOperator.Add, -1L, "failure: int overflow: -9223372036854775808 + (-1) does not fit")]
    [TestCase(long.MaxValue, BinaryOperator.Add, long.MinValue, "-1")]
    [TestCase(long.MinValue, BinaryOperator.Subtract, 1L, "failure: int overflow: -9223372036854775808 - 1 does not fit")]
    [TestCase(0L, BinaryOperator.Subtract, long.MinValue, "failure: int overflow: 0 - (-9223372036854775808) does not fit")]
    [TestCase(-1L, BinaryOperator.Subtract, long.MinValue, "9223372036854775807")]
    [TestCase(long.MinValue, BinaryOperator.Multiply, -1L, "failure: int overflow: -9223372036854775808 * (-1) does not fit")]
    [TestCase(4294967296L, BinaryOperator.Multiply, 2147483648L, "failure: int overflow: 4294967296 * 2147483648 does not fit")]
    [TestCase(-4294967296L, BinaryOperator.Multiply, 2147483648L, "-9223372036854775808")]
    [TestCase(7L, BinaryOperator.Divide, 2L, "3")]
    [TestCase(-7L, BinaryOperator.Divide, 2L, "-3")]
    [TestCase(7L, BinaryOperator.Divide, 0L, "failure: division by zero")]
    [TestCase(7L, BinaryOperator.Divide, -1L, "-7")]
    [TestCase(long.MinValue, BinaryOperator.Divide, -1L, "failure: int overflow: -(-9223372036854775808) does not fit")]
    [TestCase(-7L, BinaryOperator.Remainder, 3L, "-1")]
    [TestCase(7L, BinaryOperator.Remainder, -3L, "1")]
    [TestCase(7L, BinaryOperator.Remainder, 0L, "failure: division by zero")]
    [TestCase(long.MinValue, BinaryOperator.Remainder, -1L, "0")]
    [TestCase(1.0, BinaryOperator.Divide, 0.0, "infinity")]
    [TestCase(0.0, BinaryOperator.Divide, 0.0, "nan")]
    [TestCase(-5.5, BinaryOperator.Remainder, 2.0, "-1.5")]
    [TestCase(2.0, BinaryOperator.Power, 0.5, "1.4142135623730951")]
    [TestCase("a", BinaryOperator.Add, "b", "\"ab\"")]
    [TestCase(1L, BinaryOperator.Less, 2L, "true")]
    [TestCase(2L, BinaryOperator.LessOrEqual, 2L, "true")]
    [TestCase("a", BinaryOperator.Greater, "B", "true")]
    [TestCase("a", BinaryOperator.GreaterOrEqual, "b", "false")]
    [TestCase(double.NaN, BinaryOperator.Equal, double.NaN, "false")]
    [TestCase(double.NaN, BinaryOperator.NotEqual, double.NaN, "true")]
    [TestCase(double.NaN, BinaryOperator.GreaterOrEqual, 1.0, "false")]
    [TestCase(0.0, BinaryOperator.Equal, -0.0, "true")]
    public void OperatorsAreThoseOfFSharp(object left, BinaryOperator op, object right, string expected) =>
        Assert.That(Run(Bin(left, op, right)), Is.EqualTo(expected));

    private static IEnumerable<TestCaseData> Expressions()
    {
        var point = new RecordExpression("Point", [1, 0], [Set2Then(0, 1, 20), Bin(Get(0), BinaryOperator.Add, 1)], DataType.Unit, SourceSpan.None);
        var square = new UnionExpression("Shape", "Square", 1, [Lit(3)], DataType.Unit, SourceSpan.None);
        yield return Row(Neg(long.MinValue), "failure: int overflow: -(-9223372036854775808) does not fit");
        yield return Row(Neg(1.5), "-1.5");
        yield return Row(Bin(1, BinaryOperator.Cons, List(2, 3)), "[1; 2; 3]");
        yield return Row(Bin(List(1), BinaryOperator.Append, List(2, 3)), "[1; 2; 3]");
        yield return Row(new AndExpression(Lit(false), Fail("evaluated"), DataType.Bool, SourceSpan.None), "false");
        yield return Row(new OrExpression(Lit(true), Fail("evaluated"), DataType.Bool, SourceSpan.None), "true");
        yield return Row(new AndExpression(Lit(true), Lit(false), DataType.Bool, SourceSpan.None), "false");
        yield return Row(If(true, 1, Fail("evaluated")), "1");
        yield return Row(new TupleItemExpression(Tuple(1, 2), 1, DataType.Int, SourceSpan.None), "2");
        yield return Row(point, "{ x = 2; y = 20 }");
        yield return Row(new RecordUpdateExpression(point, [1], [Lit(7)], DataType.Unit, SourceSpan.None), "{ x = 2; y = 7 }");
        yield return Row(new RecordFieldExpression(point, 1, "y", DataType.Int, SourceSpan.None), "20");
        yield return Row(square, "Square 3");
        yield return Row(new IsCaseExpression(square, "Empty", 0, DataType.Bool, SourceSpan.None), "false");
        yield return Row(new CaseFieldExpression(square, "Square", 0, DataType.Int, SourceSpan.None), "3");
        yield return Row(new ReferenceExpression("Item", Lit("pear"), DataType.Unit, SourceSpan.None), "Item(\"pear\")");
        yield return Row(new ThisExpression(DataType.Unit, SourceSpan.None), "Item(\"apple\")");
        yield return Row(Do(SetStock(Add(Stock, 5)), Stock), "15");
        yield return Row(new FormatExpression(
            [
                new FormatPart("n=", null, null),
                new FormatPart(null, Lit(7), new HoleFormat(HoleStyle.Int, 3)),
                new FormatPart(null, Lit("a"), new HoleFormat(HoleStyle.Shown)),
                new FormatPart(null, List("a"), new HoleFormat(HoleStyle.Shown)),
            ], DataType.String, SourceSpan.None), "\"n=  7a[\"a\"]\"");
        yield return Row(Do(Set(0, 0), For(1, 1, 1, 4, Set(0, Add(Get(0), Get(1)))), Get(0)), "10");
        yield return Row(Do(Set(0, ""), For(1, 5, -2, 0, Set(0, Add(Get(0), Lib("string", Get(1))))), Get(0)), "\"531\"");
        yield return Row(Do(Set(0, 0), For(1, long.MaxValue - 1, 1, long.MaxValue, Set(0, Add(Get(0), 1))), Get(0)), "2");
        yield return Row(Do(Set(0, 0), For(1, long.MinValue + 1, -1, long.MinValue, Set(0, Add(Get(0), 1))), Get(0)), "2");
        yield return Row(Do(Set(0, 0), For(1, long.MinValue, long.MaxValue, long.MaxValue, Set(0, Add(Get(0), 1))), Get(0)), "3");
        yield return Row(Do(Set(0, 0), For(1, 3, 1, 2, Fail("evaluated")), Get(0)), "0");
        yield return Row(For(1, 1, 0, 2, Unit), "failure: the step of a range must not be 0");
        yield return Row(Do(Set(0, 0), new ForEachExpression(Var(1), List(1, 2, 3), Set(0, Add(Get(0), Get(1))), DataType.Unit, SourceSpan.None), Get(0)), "6");
        yield return Row(Do(Set(0, 0), While(Bin(Get(0), BinaryOperator.Less, 5), Set(0, Add(Get(0), 2))), Get(0)), "6");
        yield return Row(Try(Fail("no"), 1, Lib("failure-message", Get(1))), "\"no\"");
        yield return Row(Try(Do(SetStock(3), Fail("no")), 1, Stock), "3");
        yield return Row(Try(Fail("no"), 1, new RethrowExpression(Get(1), DataType.Unit, SourceSpan.None)), "failure: no");
        yield return Row(Try(Bin(1, BinaryOperator.Divide, 0), 1, Lib("failure-message", Get(1))), "\"division by zero\"");
    }

    [TestCaseSource(nameof(Expressions))]
    public void AnExpressionHasItsValue(Expression expression, string expected) => Assert.That(Run(expression), Is.EqualTo(expected));

    [Test]
    public void OperandsAreEvaluatedFromLeftToRight()
    {
        var count = Do(Set(0, Bin(Bin(Get(0), BinaryOperator.Multiply, 10), BinaryOperator.Add, 1)), Get(0));
        Assert.That(Run(Do(Set(0, 0), Tuple(count, List(count, count), Bin(count, BinaryOperator.Subtract, count)))), Is.EqualTo("(1, [11; 111], -10000)"));
    }

    [Test]
    public void AMillionRoundsOfALoopLeaveNothingBehind() =>
        Assert.That(Run(Do(Set(0, 0), For(1, 1, 1, 1_000_000, Set(0, Add(Get(0), Get(1)))), Get(0))), Is.EqualTo("500000500000"));

    [Test]
    public void TenThousandNestedOperandsFitOnASmallStack()
    {
        var sum = Lit(0);
        for (var i = 0; i < 10_000; i++) sum = Add(sum, 1);
        var result = "";
        var thread = new Thread(() => result = Run(sum), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.That(result, Is.EqualTo("10000"));
    }

    private static IEnumerable<TestCaseData> Malformed()
    {
        yield return Row(Get(3), "'v3' is read before it is set");
        yield return Row(If(1, 2, 3), "expected a bool, found 1");
        yield return Row(Add(1, "a"), "expected an int, found \"a\"");
        yield return Row(Apply(1, 2), "expected a FunctionValue, found 1");
        yield return Row(new TupleItemExpression(Tuple(1, 2), 5, DataType.Int, SourceSpan.None), "no such part");
        yield return Row(Lib("List.head", 5), "expected a ListValue, found 5");
    }

    [TestCaseSource(nameof(Malformed))]
    public void AMalformedProgramFailsLikeAnyOther(Expression expression, string problem) =>
        Assert.That(Run(expression), Does.StartWith("failure: the program is malformed: ").And.Contain(problem));

    private static TestCaseData Row(Expression expression, string expected) => new TestCaseData(expression, expected).SetArgDisplayNames(expected);

    private static Expression Set2Then(int slot, object value, object result) => Do(Set(slot, value), result);
}
