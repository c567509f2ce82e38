using CsCheck;
using NUnit.Framework;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Tests.Execution;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Tests.Sessions;

/// <summary>Submissions under the debugger.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DebugSubmissionTests
{
    private const string User = """
        entity User(name: string) =
            key name
            let mutable balance = 10
            member this.Buy(amount: int, item: Item) : bool =
                let total = amount * item.Price
                printfn $"{name} asks for {amount}"
                if balance < total then false
                elif not (item.Take(amount)) then false
                else
                    balance <- balance - total
                    true
        """;

    /// <summary>With concurrent calls, calls that outlive their submission, failures, constants, and a redefinition.</summary>
    private static readonly string[] Texts =
    [
        """
        entity Item(name: string, price: int) =
            key name
            let mutable stock = 10
            member this.Price : int = price
            member this.Take(amount: int) : bool =
                if stock < amount then failwith "sold out"
                stock <- stock - amount
                true
        """,
        User,
        "let two = 2\nlet apple = Item(\"apple\", 5)\nlet ann = User(\"ann\")",
        "let calls = [start (ann.Buy(two, apple)); start (ann.Buy(2, apple))]\nprintfn \"started\"",
        "calls |> List.map wait",
        "let lost = start (ann.Buy(1, apple))\nlet three = two + 1\nprintfn \"before\"\nlet x = three / (two - 2)\nlet y = 1",
        User.Replace("member this.Buy", "[<Transactional>]\n    member this.Buy") + "\n    member this.Earn(amount: int) : unit = balance <- balance + amount",
        "ann.Earn(100)\nfor i in 1 .. 3 do ann.Buy(i, apple) |> ignore\n(ann.Buy(1, apple), three)",
        "ann.Buy(9, apple)",
    ];

    [Test]
    public void A_submission_that_is_stepped_to_its_end_forward_and_back_gives_what_it_gives_when_it_runs() =>
        Gen.Select(Gen.Int[0, 5], Gen.OneOf(2, 5, 1000), Gen.Select(Gen.Enum<DebugStep>(), Gen.Bool, Gen.Int[1, 8]).Array[0, 12].Array[Texts.Length]).Sample(
            (seed, checkpoints, moves) =>
            {
                var (running, stepping) = (new Session(new RunOptions(seed)), new Session(new RunOptions(seed)));
                foreach (var (text, path) in Texts.Zip(moves))
                {
                    using var output = new StringWriter();
                    var expected = Text(running, running.Submit([Source(text)], output.Write), output.ToString());

                    var (submission, refusal) = stepping.Debug([Source(text)], debugOptions: new DebugOptions(checkpoints));
                    Assert.That(submission, Is.Not.Null, () => string.Join('\n', refusal!.Diagnostics));
                    foreach (var (step, isForward, count) in path)
                    {
                        for (var i = 0; i < count; i++) _ = isForward ? submission!.Debugger.Step(step) : submission!.Debugger.StepBack(step);
                    }

                    submission!.Debugger.Continue();
                    Assert.That(Text(stepping, submission.Commit(), submission.Debugger.OutputSoFar), Is.EqualTo(expected));
                }
            },
            iter: 100);

    [Test]
    public void What_is_printed_is_given_when_the_run_goes_forward_and_again_after_going_back()
    {
        var session = new Session(RunOptions.Default);
        var shown = new StringWriter();
        var debugger = session.Debug([Source("printfn \"one\"\nprintfn \"two\"")], shown.Write).Submission!.Debugger;
        debugger.Continue();
        Assert.That(shown.ToString(), Is.EqualTo("one\ntwo\n"));
        debugger.GoTo(0);
        debugger.Step(DebugStep.Statement);
        Assert.That(shown.ToString(), Is.EqualTo("one\ntwo\n"));
        debugger.GoTo(1);
        Assert.That(shown.ToString(), Is.EqualTo("one\ntwo\none\ntwo\n"));
    }

    [Test]
    public void A_submission_that_is_given_up_leaves_the_session_as_it_was()
    {
        var session = Begun(4);
        var before = Text(session);
        var (submission, _) = session.Debug([Source("ann.Buy(1, apple)\nlet ann = 1\nlet four = 4")]);
        submission!.Debugger.Continue();
        Assert.That(Text(session), Is.EqualTo(before));
        Assert.That(session.Submissions, Has.Count.EqualTo(4));
        Assert.That(session.TypeOf("ann").Type!.ToString(), Is.EqualTo("User"));
    }

    [Test]
    public void A_submission_is_committed_once_at_its_end_to_the_session_it_began_with()
    {
        var session = Begun(3);
        var submission = session.Debug([Source("ann.Buy(1, apple)")]).Submission!;
        Assert.That(submission.Commit, Throws.InvalidOperationException.With.Message.Contains("end"));
        submission.Debugger.Continue();
        Assert.That(submission.Commit().Declared.Single().ToString(), Is.EqualTo("val it : bool = true"));
        Assert.That(submission.Commit, Throws.InvalidOperationException.With.Message.Contains("gone on"));
        Assert.That(submission.Debugger.Record, Throws.InvalidOperationException);
    }

    [Test]
    public void A_refused_submission_has_no_run()
    {
        var (submission, refusal) = Begun(3).Debug([Source("ann.By(1, apple)")]);
        Assert.That(submission, Is.Null);
        Assert.That(refusal!.Status, Is.EqualTo(SubmissionStatus.Refused));
        Assert.That(refusal.Diagnostics.Single().Code, Is.EqualTo("SF0203"));
    }

    [Test]
    public void An_expression_sees_what_the_method_and_the_session_see()
    {
        var session = Begun(3);
        var debugger = session.Debug([Source("ann.Buy(1, apple)")]).Submission!.Debugger;
        debugger.Break(new MethodTarget("User.Buy"), condition: "amount < two && balance = 10");
        Assert.That(debugger.Continue().Reason, Is.TypeOf<BreakpointHit>());
        Assert.That(debugger.Evaluate("amount + two", 0).Value!.ToString(), Is.EqualTo("3"));
    }

    [Test]
    public void Constants_keep_the_values_that_they_have_in_the_session()
    {
        var session = Begun(0);
        foreach (var text in (string[])["let f (x: int) : int = x", "let c = f 1", "let f (x: int) : int = x + 100"]) session.Submit(text, TextWriter.Null);
        Assert.That(session.Debug([Source("c")]).Submission!.Debugger.Evaluate("c", 0).Value!.ToString(), Is.EqualTo("1"));
    }

    [Test]
    public void Breakpoints_of_a_session_wait_for_their_place_and_say_when_they_lose_it()
    {
        var session = Begun(0);
        var breakpoints = new SessionBreakpoints();
        var (breakpoint, obstacle) = breakpoints.Add(session.Program, new MethodTarget("User.Buy"));
        Assert.That((breakpoint!.Id, obstacle), Is.EqualTo((1, "nothing is declared yet")));
        Assert.That(breakpoints.Add(session.Program, new MethodTarget("User.Buy"), condition: "(").Breakpoint, Is.Null);
        foreach (var text in Texts.Take(3))
        {
            Assert.That(breakpoints.SetIn(session.Debug([Source(text)]).Submission!.Debugger), Is.Empty);
            session.Submit(text, TextWriter.Null);
        }

        Assert.That(breakpoints.Add(session.Program, new MethodTarget("Buy")).Breakpoint!.Target, Is.EqualTo(new MethodTarget("User.Buy")));
        var debugger = session.Debug([Source("ann.Buy(1, apple)")]).Submission!.Debugger;
        breakpoints.SetIn(debugger);
        Assert.That(((BreakpointHit)debugger.Continue().Reason).Breakpoint.Id, Is.EqualTo(1));

        session.Submit(User.Replace("Buy", "Purchase"), TextWriter.Null);
        var lost = breakpoints.SetIn(session.Debug([Source("1")]).Submission!.Debugger);
        Assert.That(lost.Select(one => one.Breakpoint.Id), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(lost[0].Refusal, Does.StartWith("unknown method `User.Buy`"));
        Assert.That(breakpoints.SetIn(session.Debug([Source("1")]).Submission!.Debugger), Is.Empty, "it is said once");
        Assert.That((breakpoints.Remove(1), breakpoints.Remove(1)), Is.EqualTo((true, false)));
    }

    private static Session Begun(int submissions)
    {
        var session = new Session(RunOptions.Default);
        foreach (var text in Texts.Take(submissions)) session.Submit([Source(text)], static _ => { });
        return session;
    }

    private static SourceText Source(string text) => new("input", text);

    private static string Text(Session session, SubmissionResult result, string output) => string.Join(
        '\n', [$"{result.Status} {result.Failure?.Describe()}", .. result.Diagnostics.Select(diagnostic => $"{diagnostic}"), .. result.Declared.Select(name => $"{name}"), .. result.Notices, output, Text(session)]);

    private static string Text(Session session) =>
        string.Join('\n', session.Entities.Values.Select(EventText.Of).Order(StringComparer.Ordinal).Append($"{session.Submissions.Count}"));
}
