using NUnit.Framework;
using StateFlow.Interpreter.Debugging;

namespace StateFlow.Interpreter.Tests.Debugging;

public sealed class SteppingTests
{
    private const string Ann = "User(\"ann\")";
    private const string Apple = "Item(\"apple\")";

    [Test]
    public void Into_follows_a_call_to_the_other_entity_and_its_answer_back()
    {
        var session = DebugRun.BeginAt("User.BuyTwice");

        Assert.That(Places(session, DebugStep.Into, 6), Is.EqualTo((string[])
        [
            $"{Ann}.BuyTwice:23", $"{Ann}.Buy:15", $"{Apple}.Price:4", $"{Ann}.Buy:15", $"{Ann}.Buy:16", $"{Ann}.Buy:16",
        ]));
    }

    [Test]
    public void Over_goes_on_when_the_answer_is_there()
    {
        var session = DebugRun.BeginAt("User.Buy");

        Assert.That(Places(session, DebugStep.Over, 4), Is.EqualTo((string[])[$"{Ann}.Buy:15", $"{Ann}.Buy:15", $"{Ann}.Buy:16", $"{Ann}.Buy:17"]));
        Assert.That(session.Frames[0].Variables.Select(variable => $"{variable.Name} = {variable.Value}"), Does.Contain("total = 10"));
    }

    [Test]
    public void Over_and_out_stay_with_their_own_call_while_another_runs_between()
    {
        var session = DebugRun.BeginAt("User.Buy");
        Assert.That(session.Frames.Select(frame => frame.Method.Name), Is.EqualTo((string[])["User.Buy", "script"]), "the script waits for the first call");
        session.BreakAt(new MethodTarget("Item.Price"));
        session.Continue();
        session.Remove(session.Breakpoints[0].Id);
        var others = session.Queue.Count(waiting => waiting.Message == "Price");

        session.Step(DebugStep.Out);

        Assert.That(others, Is.EqualTo(1), "the second call");
        Assert.That(session.Place(), Is.EqualTo($"{Ann}.Buy:15"));
        Assert.That(session.OutputSoFar, Is.Empty);
    }

    [Test]
    public void Out_of_a_method_called_in_place_leads_to_the_caller()
    {
        var session = DebugRun.BeginAt("User.BuyTwice");
        session.Step(DebugStep.Into);
        session.Step(DebugStep.Into);
        Assert.That(session.Frames.Select(frame => frame.Method.Name), Is.EqualTo((string[])["Item.Price", "User.Buy", "User.BuyTwice", "script"]));

        session.Step(DebugStep.Out);
        Assert.That(session.Place(), Is.EqualTo($"{Ann}.Buy:15"));
        session.Step(DebugStep.Out);
        Assert.That(session.Place(), Is.EqualTo($"{Ann}.BuyTwice:24"));
        session.Step(DebugStep.Out);
        Assert.That(session.Place(), Does.StartWith("script(()).script:"));
    }

    [Test]
    public void Back_over_goes_to_before_the_call_and_back_out_to_the_caller()
    {
        var session = DebugRun.BeginAt("User.Buy");
        session.Step(DebugStep.Over);
        session.Step(DebugStep.Over);
        Assert.That(session.Place(), Is.EqualTo($"{Ann}.Buy:16"));

        session.StepBack(DebugStep.Over);
        Assert.That(session.Place(), Is.EqualTo($"{Ann}.Buy:15"), "the answer is there");
        session.StepBack(DebugStep.Over);
        Assert.That(session.Place(), Is.EqualTo($"{Ann}.Buy:15"), "the call is still to be made");
        Assert.That(session.Frames[0].Block.Id, Is.Zero);

        session.Step(DebugStep.Into);
        Assert.That(session.Place(), Is.EqualTo($"{Apple}.Price:4"));
        session.StepBack(DebugStep.Out);
        Assert.That(session.Place(), Is.EqualTo($"{Ann}.Buy:15"));
    }

    [Test]
    public void Running_to_a_line_stops_there_once()
    {
        var session = DebugRun.Begin();

        Assert.That(session.RunTo("test.sf", 19).Report!.Reason, Is.TypeOf<StepDone>());
        Assert.That(session.Place(), Is.EqualTo($"{Ann}.Buy:19"));
        Assert.That(session.RunTo("test.sf", 200).Refusal, Does.Contain("the last line with code is 36"));
    }

    [Test]
    public void A_transaction_is_a_step()
    {
        var session = new DebugSession(CorrectPrograms.Get("shop"), RunOptions.Default);

        session.Step(DebugStep.Transaction);
        Assert.That(session.OutputSoFar, Does.Contain("ann takes 2").And.Not.Contain("bob"));
        session.Step(DebugStep.Transaction);
        Assert.That(session.OutputSoFar, Does.Contain("bob takes 3"));
        session.StepBack(DebugStep.Transaction);
        Assert.That(session.OutputSoFar, Does.Contain("ann takes 2").And.Not.Contain("bob"));
        Assert.That(session.OpenTransactions, Is.Zero);
    }

    [Test]
    public void A_request_to_pause_stops_a_program_without_end()
    {
        var session = new DebugSession(Execution.ProgramRun.Compile("let mutable n = 0\nwhile true do\n    n <- n + 1\n"), RunOptions.Default);
        using var pause = new CancellationTokenSource();
        pause.Cancel();

        session.Step(DebugStep.Statement);
        Assert.That(session.Continue(pause.Token).Reason, Is.TypeOf<Paused>());
    }

    [Test]
    public void A_request_to_pause_stops_a_statement_without_end()
    {
        var session = new DebugSession(Execution.ProgramRun.Compile("let rec forever (n: int) : int =\n    while true do ()\n    n\nprintfn \"before\"\nprintfn $\"{forever 1}\"\n"), RunOptions.Default);
        using var pause = new CancellationTokenSource();
        session.Step(DebugStep.Into);
        session.Step(DebugStep.Into);
        var there = SessionText.Of(session);

        pause.CancelAfter(TimeSpan.FromMilliseconds(100));
        Assert.That(session.Continue(pause.Token).Reason, Is.TypeOf<Paused>());
        Assert.That(SessionText.Of(session), Is.EqualTo(there));
        session.StepBack(DebugStep.Statement);
        Assert.That(session.OutputSoFar, Is.Empty);
    }

    [Test]
    public void The_end_says_how_the_script_ended_and_can_be_left_backwards()
    {
        var session = DebugRun.Begin();

        var end = (Ended)session.Continue().Reason;
        Assert.That(end.Failure!.Message, Is.EqualTo("the end"));
        Assert.That(session.Continue().Reason, Is.EqualTo(end));
        session.StepBack(DebugStep.Into);
        Assert.That(session.Place(), Is.EqualTo("script(()).script:36"));
    }

    private static IEnumerable<string> Places(DebugSession session, DebugStep step, int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return session.Place();
            session.Step(step);
        }
    }
}
