using System.Text.Json.Nodes;

namespace StateFlow.Jupyter.Tests;

/// <summary>Cells are run, and what they put out is published.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ExecutionTests
{
    private RunningKernel _kernel = null!;
    private Host _host = null!;

    private static readonly string[] BusyToIdle = ["status", "execute_input", "execute_result", "status"];

    [SetUp]
    public void Connect()
    {
        _kernel = new RunningKernel();
        _host = _kernel.Connect();
    }

    [TearDown]
    public void Disconnect()
    {
        _host.Dispose();
        _kernel.Dispose();
    }

    [Test]
    public void PublishesInOrder()
    {
        var answer = _host.Execute("1 + 1");

        Assert.That(answer.PublishedTypes, Is.EqualTo(BusyToIdle));
        Assert.That(answer.Publications[0].Text("execution_state"), Is.EqualTo("busy"));
        Assert.That(answer.Published("execute_input").Content.ToString(), Is.EqualTo("""{"code":"1 + 1","execution_count":1}"""));
        Assert.That(answer.Published("execute_result").Content.ToString(), Is.EqualTo("""{"data":{"text/plain":"1 + 1"},"metadata":{},"execution_count":1}"""));
        Assert.That(answer.Reply.Type, Is.EqualTo("execute_reply"));
        Assert.That(answer.Reply.Content.ToString(), Is.EqualTo("""{"status":"ok","payload":[],"user_expressions":{},"execution_count":1}"""));
    }

    [Test]
    public void CountsWhatIsStored()
    {
        _host.Execute("a");
        _host.Ask("execute_request", new JsonObject { ["code"] = "b", ["store_history"] = false });
        _host.Execute("  \n");
        var answer = _host.Execute("c");

        Assert.That(answer.Reply.Number("execution_count"), Is.EqualTo(2));
        Assert.That(_kernel.Notebook.Cells, Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [TestCase("print 3")]
    [TestCase("progress")]
    [TestCase("fail")]
    public void PublishesNothingOfASilentCell(string code)
    {
        var answer = _host.Ask("execute_request", new JsonObject { ["code"] = code, ["silent"] = true });

        Assert.That(answer.PublishedTypes, Is.EqualTo(new[] { "status", "status" }));
        Assert.That(answer.Reply.Number("execution_count"), Is.Zero);
    }

    [Test]
    public void PublishesErrors()
    {
        var answer = _host.Execute("fail");

        const string error = """{"ename":"Failure","evalue":"it failed","traceback":["cell(1,1): it failed","  fail"]}""";
        Assert.That(answer.Published("error").Content.ToString(), Is.EqualTo(error));
        Assert.That(answer.Status, Is.EqualTo("error"));
        Assert.That(answer.Reply.Text("ename"), Is.EqualTo("Failure"));
        Assert.That(answer.Reply.Number("execution_count"), Is.EqualTo(1));
    }

    [Test]
    public void EvaluatesExpressionsOfTheHost()
    {
        var answer = _host.Ask("execute_request", new JsonObject
        {
            ["code"] = "x",
            ["user_expressions"] = new JsonObject { ["good"] = "1 + 1", ["bad"] = "fail" },
        });

        var values = answer.Reply.Content.GetProperty("user_expressions");
        Assert.That(values.GetProperty("good").ToString(), Is.EqualTo("""{"data":{"text/plain":"1 + 1"},"metadata":{},"status":"ok"}"""));
        Assert.That(values.GetProperty("bad").GetProperty("status").GetString(), Is.EqualTo("error"));
        Assert.That(answer.PublishedTypes, Is.EqualTo(BusyToIdle));
    }

    [Test]
    public void SendsManyLinesAsFewMessages()
    {
        var answer = _host.Execute("print 100000");

        Assert.That(answer.Printed("stdout"), Is.EqualTo(string.Concat(Enumerable.Range(1, 100_000).Select(line => $"line {line}\n"))));
        Assert.That(answer.PublishedTypes.Count(type => type == "stream"), Is.LessThan(1_000));
    }

    [Test]
    public void KeepsStreamsInOrder()
    {
        var answer = _host.Execute("both");

        Assert.That(answer.PublishedTypes, Is.EqualTo(new[] { "status", "execute_input", "stream", "stream", "stream", "execute_result", "status" }));
        Assert.That(answer.Printed("stdout"), Is.EqualTo("one two\nhalf \ufffd of a pair\n"));
        Assert.That(answer.Printed("stderr"), Is.EqualTo("three\n"));
    }

    [Test]
    public void UpdatesWhatIsShown()
    {
        var answer = _host.Execute("progress");

        Assert.That(answer.PublishedTypes, Is.EqualTo(new[]
        {
            "status", "execute_input", "stream", "display_data", "update_display_data", "update_display_data", "stream", "status",
        }));
        var displays = answer.Publications.Where(publication => publication.Type.EndsWith("display_data", StringComparison.Ordinal)).ToArray();
        Assert.That(displays.Select(display => display.Content.GetProperty("transient").GetProperty("display_id").GetString()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(displays[0].Content.GetProperty("data").ToString(), Is.EqualTo("""{"application/json":{"done":0},"text/plain":"0 %"}"""));
        Assert.That(displays[^1].Content.GetProperty("data").ToString(), Is.EqualTo("""{"text/plain":"100 %"}"""));
    }

    [Test]
    public void AbortsWhatWaitsBehindAnError()
    {
        var failing = _host.Send("execute_request", new JsonObject { ["code"] = "wait-and-fail" });
        var aborted = _host.Send("execute_request", new JsonObject { ["code"] = "never" });
        var answered = _host.Send("kernel_info_request");
        SpinWait.SpinUntil(() => _kernel.WaitingCount == 2, TimeSpan.FromMinutes(1));
        _kernel.Notebook.Release();

        Assert.That(_host.Finish(failing).Status, Is.EqualTo("error"));
        Assert.That(_host.Finish(aborted).Reply.Content.ToString(), Is.EqualTo("""{"status":"aborted"}"""));
        Assert.That(_host.Finish(answered).Status, Is.EqualTo("ok"));
        Assert.That(_host.Execute("later").Status, Is.EqualTo("ok"));
        Assert.That(_kernel.Notebook.Cells, Is.EqualTo(new[] { "wait-and-fail", "later" }));
    }

    [Test]
    public void GoesOnAfterAnErrorIfAskedTo()
    {
        var failing = _host.Send("execute_request", new JsonObject { ["code"] = "wait-and-fail", ["stop_on_error"] = false });
        var next = _host.Send("execute_request", new JsonObject { ["code"] = "next" });
        SpinWait.SpinUntil(() => _kernel.WaitingCount == 1, TimeSpan.FromMinutes(1));
        _kernel.Notebook.Release();

        Assert.That(_host.Finish(failing).Status, Is.EqualTo("error"));
        Assert.That(_host.Finish(next).Status, Is.EqualTo("ok"));
    }

    [Test]
    public void PublishesToAllHostsAndRepliesToOne()
    {
        using var other = _kernel.Connect();
        var first = _host.Send("execute_request", new JsonObject { ["code"] = "print 1" });
        var second = other.Send("execute_request", new JsonObject { ["code"] = "print 2" });

        Assert.That(_host.Finish(first).Printed("stdout"), Is.EqualTo("line 1\n"));
        Assert.That(other.Finish(second).Printed("stdout"), Is.EqualTo("line 1\nline 2\n"));

        var third = other.Execute("x");
        Assert.That(third.Reply.Number("execution_count"), Is.EqualTo(3));
        Assert.That(_host.PublishedFor(third.Reply.ParentId!).Select(publication => publication.Type), Is.EqualTo(BusyToIdle));
    }
}
