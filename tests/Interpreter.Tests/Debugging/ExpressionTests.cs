using NUnit.Framework;
using StateFlow.Interpreter.Debugging;
using StateFlow.Language;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Tests.Debugging;

public sealed class ExpressionTests
{
    [TestCase("amount", "2")]
    [TestCase("this", "User(\"ann\")")]
    [TestCase("balance + amount", "12")]
    [TestCase("item", "Item(\"apple\")")]
    [TestCase("item.Price * amount", "10")]
    [TestCase("apple.Price", "5")]
    [TestCase("double 4", "8")]
    [TestCase("[amount; balance]", "[2; 10]")]
    public void Can_name_variables_fields_this_and_what_the_script_has_declared(string expression, string value) =>
        Assert.That($"{At("User.Buy").Evaluate(expression, frame: 0).Value}", Is.EqualTo(value));

    [TestCase("amont", "`amont`")]
    [TestCase("1 / 0", "division by zero")]
    [TestCase("(", "")]
    public void Without_a_value_say_why(string expression, string error)
    {
        var result = At("User.Buy").Evaluate(expression, frame: 0);

        Assert.That(result.Value, Is.Null);
        Assert.That(result.Error, Does.Contain(error).And.Not.Empty);
    }

    [Test]
    public void Know_what_has_no_value_yet()
    {
        var session = Begin();
        Assert.That(session.Evaluate("apple", frame: 0), Is.EqualTo(new EvaluatedExpression(null, "'apple' is read before it is set")));
        session.GoTo(4);
        Assert.That($"{session.Evaluate("apple", frame: 0).Value}", Is.EqualTo("Item(\"apple\")"));
    }

    [Test]
    public void See_the_frame_that_is_asked_for()
    {
        var session = At("Item.Take");

        Assert.That($"{session.Evaluate("stock", frame: 0).Value}", Is.EqualTo("10"));
        Assert.That($"{session.Evaluate("(total, balance)", frame: 1).Value}", Is.EqualTo("(10, 10)"));
        Assert.That(session.Evaluate("total", frame: 0).Error, Is.Not.Null);
    }

    [Test]
    public void Have_no_effects()
    {
        var session = At("User.Buy");
        var before = SessionText.Of(session);

        Assert.That($"{session.Evaluate("item.Take(3)", frame: 0).Value}", Is.EqualTo("true"));
        Assert.That(session.Evaluate("printfn \"x\"", frame: 0).Error, Is.Null);
        Assert.That(SessionText.Of(session), Is.EqualTo(before));
    }

    [Test]
    public void Are_conditions_and_logs()
    {
        var session = Begin();
        session.Break(new MethodTarget("User.Buy"), "balance < 0");
        session.Break(new MethodTarget("Item.Take"), log: "{amount} of {stock}");
        var report = session.Continue();

        Assert.That(report.Reason, Is.TypeOf<BreakpointHit>());
        Assert.That(report.Logs, Is.EqualTo((string[])["2 of 10", "2 of 8"]));
        Assert.That(session.Frames.Select(frame => frame.Method.ShortName), Is.EqualTo((string[])["Buy", "BuyTwice", "script"]));
        Assert.That(session.Break(new MethodTarget("User.Buy"), "balance <").Refusal, Is.Not.Null);
    }

    private static DebugSession At(string method)
    {
        var session = Begin();
        session.BreakAt(new MethodTarget(method));
        session.Continue();
        return session;
    }

    private static DebugSession Begin()
    {
        var compilation = Compiler.Compile([new SourceText("test.sf", DebugRun.Shop)]);
        var evaluator = new ScopeEvaluator(compilation.Program!, compilation.Scope!, RunOptions.Default);
        return new DebugSession(compilation.Program!, RunOptions.Default, evaluator: evaluator);
    }
}
