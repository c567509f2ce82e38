using NUnit.Framework;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;
using static StateFlow.Interpreter.Tests.Evaluation.IRBuilder;

namespace StateFlow.Interpreter.Tests.Evaluation;

public sealed class MethodTests
{
    private static readonly Method Add3 = Method("add3", 3, Add(Add(Get(0), Get(1)), Get(2)), MethodKind.Lambda);

    private static readonly Method Adder = Method("adder", 1, Closure("add3", Get(0)), MethodKind.Lambda);

    [Test]
    public void AFunctionTakesItsArgumentsOneByOneOrAllAtOnce()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Run(Apply(Closure("add3"), 1, 2, 3), Add3), Is.EqualTo("6"));
            Assert.That(Run(Apply(Apply(Closure("add3", 1), 2), 3), Add3), Is.EqualTo("6"));
            Assert.That(Run(Apply(Closure("add3"), 1, 2), Add3), Is.EqualTo("<fun>"));
            Assert.That(Run(Apply(Closure("adder"), 1, 2, 3), Add3, Adder), Is.EqualTo("6"));
        }
    }

    [Test]
    public void AMethodRunsFromBlockToBlock()
    {
        // Counts v0 down to 0, doubling v1.
        var loop = Method("loop", 1, [
            Block(0, new GotoTerminator(1, SourceSpan.None), new AssignStatement(Var(1), Lit(1), SourceSpan.None)),
            Block(1, new BranchTerminator(Bin(Get(0), BinaryOperator.Greater, 0), 2, 3, SourceSpan.None)),
            Block(2, new GotoTerminator(1, SourceSpan.None), new EvaluateStatement(Set(0, Add(Get(0), -1)), SourceSpan.None), new AssignStatement(Var(1), Add(Get(1), Get(1)), SourceSpan.None)),
            Block(3, new ReturnTerminator(Get(1), SourceSpan.None)),
        ]);
        Assert.That(Run(Call("loop", 10), loop), Is.EqualTo("1024"));
    }

    [Test]
    public void AHandlerTakesTheFailuresOfItsBlocksAlone()
    {
        var guarded = Method("guarded", 1, [
            Block(0, new GotoTerminator(1, SourceSpan.None), new EvaluateStatement(Bin(1, BinaryOperator.Divide, Get(0)), SourceSpan.None)) with { Handler = new Handler(2, Var(1)) },
            Block(1, new FailTerminator(Lit("later"), At(5))),
            Block(2, new BranchTerminator(Bin(Get(0), BinaryOperator.Equal, 0), 3, 4, SourceSpan.None)),
            Block(3, new ReturnTerminator(Lib("failure-message", Get(1)), SourceSpan.None)),
            Block(4, new RethrowTerminator(Get(1), SourceSpan.None)),
        ]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Run(Call("guarded", 0), guarded), Is.EqualTo("\"division by zero\""));
            Assert.That(Run(Call("guarded", 1), guarded), Is.EqualTo("failure: later"));
        }
    }

    [Test]
    public void AFailureIsRethrownUnchanged()
    {
        var rethrows = Method("rethrows", 0, [
            Block(0, new FailTerminator(Lit("no"), At(7))) with { Handler = new Handler(1, Var(0)) },
            Block(1, new RethrowTerminator(Get(0), At(8))),
        ]);
        var failure = FailureOf(Program(rethrows), Call("rethrows"));
        Assert.That(failure, Is.EqualTo(new Failure("no", At(7), [])));
    }

    [Test]
    public void AFailureNamesTheMembersThatLedToIt()
    {
        var inner = Method("Item.Inner", 0, Call("helper"), MethodKind.Method);
        var outer = Method("Item.Outer", 0, CallAt(20, "Item.Inner"), MethodKind.Property);
        var helper = Method("helper", 0, Fail("no", 10));
        var failure = FailureOf(Program(inner, outer, helper), CallAt(30, "Item.Outer"));
        Assert.That(failure, Is.EqualTo(new Failure("no", At(10), [
            new CallSite("Item(\"apple\").Inner", At(20)),
            new CallSite("Item(\"apple\").Outer", At(30)),
        ])));
    }

    private static Method CountDown => Method("count", 1, If(Bin(Get(0), BinaryOperator.Equal, 0), 0, Add(1, Call("count", Bin(Get(0), BinaryOperator.Subtract, 1)))));

    [TestCase(9_999, "9999")]
    [TestCase(10_000, "failure: the depth limit is reached: calls are nested deeper than 10000 frames")]
    public void RecursionGoesToTheDepthAndNoFurther(int rounds, string expected)
    {
        var result = "";
        var thread = new Thread(() => result = Run(Call("count", rounds), CountDown), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.That(result, Is.EqualTo(expected));
    }

    [Test]
    public void RecursionThroughAFunctionValueCountsToo()
    {
        var loop = Method("loop", 1, Lib("List.map", Closure("loop"), List(Get(0))));
        Assert.That(Run(Call("loop", 1), loop), Is.EqualTo("failure: the depth limit is reached: calls are nested deeper than 10000 frames"));
    }

    [Test]
    public void FramesBelowTheStepCount()
    {
        var program = Program(CountDown);
        var evaluator = new Evaluator(new LoadedProgram(program), Step(program, depth: 90, maxDepth: 100));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(evaluator.Evaluate(Call("count", 9), []), Is.EqualTo(IntValue.Of(9)));
            Assert.That(() => evaluator.Evaluate(Call("count", 10), []), Throws.TypeOf<FailureException>().With.Message.Contains("100 frames"));
        }
    }

    [Test]
    public void ACaughtFailureLeavesNoFrames()
    {
        var program = Program(CountDown, Method("fails", 0, Fail("no")));
        var step = Step(program, maxDepth: 10);
        var attempt = Try(Call("fails"), 1, 0);
        new Evaluator(new LoadedProgram(program), step).Evaluate(Do(Set(0, 0), For(2, 1, 1, 50, attempt), Call("count", 8)), new Value[4]);
        Assert.That(step.Depth, Is.Zero);
    }

    [Test]
    public void AFailedTransactionIsUndoneAndNothingElse()
    {
        var sell = Method("Item.Sell", 0, Do(SetStock(3), Print("sold"), Fail("no")), MethodKind.Method, isTransactional: true);
        var program = Program(sell);
        var step = Step(program);
        new Evaluator(new LoadedProgram(program), step).Evaluate(Do(SetStock(8), Print("before"), Try(Call("Item.Sell"), 0, Print("after"))), new Value[2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Fields[1], Is.EqualTo(IntValue.Of(8)));
            Assert.That(step.Output, Is.EqualTo(new[] { "before\n", "after\n" }));
        }
    }

    [Test]
    public void ATransactionMustKeepTheInvariants()
    {
        var sell = Method("Item.Sell", 1, SetStock(Bin(Stock, BinaryOperator.Subtract, Get(0))), MethodKind.Method, isTransactional: true);
        var program = Program(sell);
        var step = Step(program);
        var evaluator = new Evaluator(new LoadedProgram(program), step);
        var failure = Assert.Throws<FailureException>(() => evaluator.Evaluate(CallAt(5, "Item.Sell", 11), []))!.Failure;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Message, Is.EqualTo("invariant `stock >= 0` of Item(\"apple\") does not hold"));
            Assert.That(failure.Span, Is.EqualTo(At(99)));
            Assert.That(failure.Chain, Is.EqualTo(new[] { new CallSite("Item(\"apple\").Sell", At(5)) }));
            Assert.That(step.Fields[1], Is.EqualTo(IntValue.Of(10)));
        }
    }

    [Test]
    public void AConstantIsComputedOnce()
    {
        var constant = Method("limit", 0, Do(Print("computed"), 7), MethodKind.Constant);
        var program = Program(constant);
        var step = Step(program);
        var limit = new ConstantExpression("limit", DataType.Int, At(1));
        var value = new Evaluator(new LoadedProgram(program), step).Evaluate(Add(limit, limit), []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value, Is.EqualTo(IntValue.Of(14)));
            Assert.That(step.Output, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void AConstantCannotDependOnItself()
    {
        var constant = Method("a", 0, Call("b"), MethodKind.Constant);
        var function = Method("b", 0, new ConstantExpression("a", DataType.Int, At(4)));
        Assert.That(Run(new ConstantExpression("a", DataType.Int, At(1)), constant, function), Is.EqualTo("failure: the value of 'a' depends on itself"));
    }

    [Test]
    public void StartedCallsAreKeptUnderHandlesThatCanBeForetold()
    {
        var program = Program(Method("Item.Sell", 1, Unit, MethodKind.Method));
        var step = Step(program);
        var target = new ReferenceExpression("Item", Lit("pear"), DataType.Unit, SourceSpan.None);
        var call = new InvokeCall(target, "Item", "Item.Sell", [Add(1, 2)], DataType.Int, At(3));
        var start = new StartExpression(call, DataType.Unit, SourceSpan.None);
        var handles = new Evaluator(new LoadedProgram(program), step).Evaluate(Tuple(start, start), []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(handles, Is.EqualTo(TupleValue.Of(new CallHandle($"{EventId.Root}/0"), new CallHandle($"{EventId.Root}/1"))));
            Assert.That(step.Started.Select(started => started.Handle.Id), Is.EqualTo(new[] { $"{EventId.Root}/0", $"{EventId.Root}/1" }));
            Assert.That(((EvaluatedInvoke)step.Started[0].Call).Arguments, Is.EqualTo(new[] { IntValue.Of(3) }));
        }
    }

    [Test]
    public void ACallIsEvaluatedToItsTargetAndArguments()
    {
        var program = Program();
        var evaluator = new Evaluator(new LoadedProgram(program), Step(program));
        var pear = new EntityReference("Item", new StringValue("pear"));
        using (Assert.EnterMultipleScope())
        {
            var create = (EvaluatedCreate)evaluator.Evaluate(new CreateCall("Item", [Lit(1), Lit("pear")], DataType.Unit, At(2)), []);
            Assert.That(create.Target, Is.EqualTo(pear));
            Assert.That(create.Arguments, Has.Length.EqualTo(2));
            Assert.That(evaluator.Evaluate(new ExistsCall("Item", Lit("pear"), DataType.Bool, At(2)), []), Is.EqualTo(new EvaluatedExists(pear, At(2))));
            var inPlace = (EvaluatedInPlace)evaluator.Evaluate(new InPlaceCall("Item.Sell", [Lit(1)], DataType.Int, At(2)), []);
            Assert.That(inPlace.Arguments, Is.EqualTo(new[] { IntValue.Of(1) }));
            var wait = evaluator.Evaluate(new WaitCall(Get(0), DataType.Int, At(2)), [new CallHandle("c")]);
            Assert.That(wait, Is.EqualTo(new EvaluatedWait(new CallHandle("c"), At(2))));
        }
    }

    private static Failure FailureOf(Program program, Expression expression)
    {
        var evaluator = new Evaluator(new LoadedProgram(program), Step(program));
        return Assert.Throws<FailureException>(() => evaluator.Evaluate(expression, new Value[4]))!.Failure;
    }
}
