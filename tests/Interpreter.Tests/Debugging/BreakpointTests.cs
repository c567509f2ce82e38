using NUnit.Framework;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Tests.Debugging;

public sealed class BreakpointTests
{
    private static readonly Value AnnKey = new StringValue("ann");

    public static IEnumerable<TestCaseData> Counted =>
    [
        new TestCaseData(new LineTarget("test.sf", 15), 3).SetArgDisplayNames("a line with a call and its answer"),
        new TestCaseData(new LineTarget("test.sf", 35), 3).SetArgDisplayNames("the body of a loop"),
        new TestCaseData(new EntityTarget("Item"), 6).SetArgDisplayNames("an entity type, its creation included"),
        new TestCaseData(new EntityTarget("User", new StringValue("ann")), 9).SetArgDisplayNames("one entity"),
        new TestCaseData(new EntityTarget("User", new StringValue("bob")), 0).SetArgDisplayNames("an entity that does not exist"),
        new TestCaseData(new MethodTarget("User.Buy"), 3).SetArgDisplayNames("a method, called by events and in place"),
        new TestCaseData(new MethodTarget("Take"), 2).SetArgDisplayNames("a method without its type"),
        new TestCaseData(new BlockTarget("User.Buy", 6), 2).SetArgDisplayNames("a block"),
        new TestCaseData(new EventTarget(EventKind.Create), 2).SetArgDisplayNames("an event kind"),
        new TestCaseData(new FieldTarget("User", "balance"), 3).SetArgDisplayNames("a field, its first value included"),
        new TestCaseData(new FieldTarget("Item", "stock", new StringValue("pear")), 0).SetArgDisplayNames("a field of another entity"),
        new TestCaseData(new FieldTarget("script", "ann"), 1).SetArgDisplayNames("a value of the script"),
        new TestCaseData(new FailureTarget(), 1).SetArgDisplayNames("a failure"),
    ];

    [TestCaseSource(nameof(Counted))]
    public void Is_hit_as_often_forward_as_backward(BreakpointTarget target, int count)
    {
        var session = DebugRun.Begin();
        session.BreakAt(target);
        var forward = new List<string>();
        while (session.Continue().Reason is not Ended) forward.Add(SessionText.Of(session));
        var backward = new List<string>();
        while (session.ReverseContinue().Reason is not BeginningReached) backward.Add(SessionText.Of(session));

        Assert.That(forward, Has.Count.EqualTo(count));
        Assert.That(Enumerable.Reverse(backward), Is.EqualTo(forward));
        Assert.That(session.Position, Is.EqualTo(DebugPosition.Start));
    }

    [TestCase(1, 4)]
    [TestCase(14, 15)]
    [TestCase(18, 19)]
    [TestCase(28, 29)]
    public void A_line_without_code_gives_the_next_that_has(int line, int moved) =>
        Assert.That(DebugRun.Begin().BreakAt(new LineTarget("some/folder/test.sf", line)).Target, Is.EqualTo(new LineTarget("test.sf", moved)));

    public static IEnumerable<TestCaseData> Refused =>
    [
        new TestCaseData(new LineTarget("test.sf", 26), "line 26 is in `double`, which runs in one go since it never waits: break where it is called"),
        new TestCaseData(new LineTarget("test.sf", 99), "there is no code at or after line 99: the last line with code is 36"),
        new TestCaseData(new LineTarget("other.sf", 1), "the program has no file `other.sf`: its files are test.sf"),
        new TestCaseData(new EntityTarget("Usr"), "unknown entity type `Usr`: did you mean `User`?"),
        new TestCaseData(new EntityTarget("User", IntValue.Of(1)), "the key of `User` is a string, not 1"),
        new TestCaseData(new MethodTarget("User.Bye"), "unknown method `User.Bye`: did you mean `User.Buy`?"),
        new TestCaseData(new BlockTarget("User.Buy", 70), "`User.Buy` has no block b70: its blocks are b0 to b6"),
        new TestCaseData(new FieldTarget("User", "balances"), "unknown field of `User` `balances`: did you mean `balance`?"),
    ];

    [TestCaseSource(nameof(Refused))]
    public void What_cannot_be_hit_is_refused_with_what_to_do(BreakpointTarget target, string refusal) =>
        Assert.That(DebugRun.Begin().Break(target), Is.EqualTo(((Breakpoint?)null, refusal)));

    [Test]
    public void A_change_is_told_with_both_values()
    {
        var session = DebugRun.Begin();
        session.BreakAt(new FieldTarget("User", "balance", AnnKey));
        session.Continue();
        session.Continue();
        var change = ((FieldChanged)session.Continue().Reason).Change;

        Assert.That((change.Entity, change.Before, change.After), Is.EqualTo(("User(\"ann\")", "0", "-10")), "the second purchase did not see the first");
        Assert.That(((FieldChanged)session.ReverseContinue().Reason).Change.After, Is.EqualTo("0"));
    }

    [Test]
    public void A_failure_is_shown_before_it_arises()
    {
        var session = DebugRun.Begin();
        session.BreakAt(new FailureTarget());

        Assert.That(session.Continue().Reason, Is.TypeOf<FailureThrown>());
        Assert.That(session.Place(), Is.EqualTo("script(()).script:36"));
        Assert.That(session.Continue().Reason, Is.TypeOf<Ended>());
    }

    [Test]
    public void Undone_fields_have_changed()
    {
        var session = new DebugSession(
            Execution.ProgramRun.Compile(
                """
                entity Cell(name: string) =
                    key name
                    let mutable value = 0
                    member this.Fail() : unit = failwith "no"
                    [<Transactional>]
                    member this.Set(other: Cell) : unit =
                        value <- 1
                        other.Fail()
                let cell = Cell("a")
                let other = Cell("b")
                try cell.Set(other) with Failure _ -> ()
                """),
            RunOptions.Default);
        session.BreakAt(new FieldTarget("Cell", "value", new StringValue("a")));
        var changes = new List<string>();
        while (session.Continue().Reason is FieldChanged { Change: var change }) changes.Add($"{change.Before} -> {change.After}");

        Assert.That(changes, Is.EqualTo((string[])[" -> 0", "0 -> 1", "1 -> 0"]));
    }

    [Test]
    public void A_condition_chooses_among_hits_and_a_count_among_those()
    {
        var evaluator = new FieldEquals();
        var session = DebugRun.Begin(evaluator: evaluator);
        session.Break(new MethodTarget("User.Buy"), "balance 10", hitCount: 2);

        session.Continue();
        Assert.That(session.Queue.Count(waiting => waiting.Message.StartsWith("Buy")), Is.Zero, "the second of the started calls");
        Assert.That(session.Continue().Reason, Is.TypeOf<Ended>());
        Assert.That(session.ReverseContinue().Reason, Is.TypeOf<BreakpointHit>());
        Assert.That(session.ReverseContinue().Reason, Is.TypeOf<BeginningReached>());
    }

    [Test]
    public void A_condition_that_has_no_value_stops_and_says_why()
    {
        var session = DebugRun.Begin(evaluator: new FieldEquals());
        session.Break(new MethodTarget("User.Buy"), "weight 10");

        Assert.That(((ConditionFailed)session.Continue().Reason).Error, Is.EqualTo("no field weight"));
    }

    [Test]
    public void What_logs_does_not_stop()
    {
        var session = DebugRun.Begin(evaluator: new FieldEquals());
        session.Break(new MethodTarget("User.Buy"), log: "ann has {balance}!");

        var end = session.Continue();
        Assert.That(end.Reason, Is.TypeOf<Ended>());
        Assert.That(end.Logs, Is.EqualTo((string[])["ann has 10!", "ann has 10!", "ann has -10!"]));
    }

    [Test]
    public void What_is_disabled_or_removed_is_not_hit()
    {
        var session = DebugRun.Begin();
        var (disabled, removed) = (session.BreakAt(new MethodTarget("Buy")), session.BreakAt(new MethodTarget("Take")));
        session.Enable(disabled.Id, false);
        session.Remove(removed.Id);

        Assert.That(session.Continue().Reason, Is.TypeOf<Ended>());
        Assert.That(session.Remove(removed.Id), Is.False);
    }

    /// <summary><c>f</c> gives a field, <c>f v</c> whether it has a value.</summary>
    private sealed class FieldEquals : IExpressionEvaluator
    {
        public EvaluatedExpression Evaluate(string expression, ExpressionContext context)
        {
            var parts = expression.Split(' ');
            if (context.Frame?.Fields.FirstOrDefault(field => field.Name == parts[0]) is not { Value: var value }) return new EvaluatedExpression(null, $"no field {parts[0]}");
            return new EvaluatedExpression(parts.Length == 1 ? value : BoolValue.Of(value.ToString() == parts[1]), null);
        }
    }
}
