using System.Text.Json.Nodes;
using NetMQ;

namespace StateFlow.Jupyter.Tests;

/// <summary>What works while a cell runs.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ControlTests
{
    private RunningKernel _kernel = null!;
    private Host _host = null!;

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
    public void WelcomesSubscribers() => Assert.That(_host.Welcome.Content.ToString(), Is.EqualTo("""{"subscription":""}"""));

    [Test]
    public void InterruptsTheRunningCell()
    {
        var cell = _host.Send("execute_request", new JsonObject { ["code"] = "endless" });
        _kernel.Notebook.Started.Wait();

        Assert.That(_host.Ask("interrupt_request", channel: _host.Control).Reply.Content.ToString(), Is.EqualTo("""{"status":"ok"}"""));

        var reply = _host.Receive(_host.Shell, message => message.ParentId == cell);
        Assert.That(reply.Text("ename"), Is.EqualTo("Interrupted"));
        Assert.That(_host.Execute("x").Status, Is.EqualTo("ok"));
    }

    [Test]
    public void InterruptsNothingIfNothingRuns()
    {
        Assert.That(_host.Ask("interrupt_request", channel: _host.Control).Status, Is.EqualTo("ok"));
        Assert.That(_host.Execute("x").Status, Is.EqualTo("ok"));
    }

    [Test]
    public void AnswersAndBeatsWhileACellRuns()
    {
        _host.Send("execute_request", new JsonObject { ["code"] = "endless" });
        _kernel.Notebook.Started.Wait();

        Assert.That(_host.Ask("kernel_info_request", channel: _host.Control).Status, Is.EqualTo("ok"));
        _host.Heartbeat.SendFrame("ping");
        Assert.That(_host.Heartbeat.ReceiveFrameString(), Is.EqualTo("ping"));
    }

    [TestCase("control", false)]
    [TestCase("control", true)]
    [TestCase("shell", true)]
    public void EndsWhenAskedTo(string channel, bool isRestart)
    {
        var answer = _host.Ask("shutdown_request", new JsonObject { ["restart"] = isRestart }, channel == "shell" ? _host.Shell : _host.Control);

        var content = isRestart ? """{"status":"ok","restart":true}""" : """{"status":"ok","restart":false}""";
        Assert.That(answer.Reply.Content.ToString(), Is.EqualTo(content));
        Assert.That(answer.PublishedTypes, Is.EqualTo(new[] { "status", "shutdown_reply", "status" }));
        Assert.That(answer.Published("shutdown_reply").Content.ToString(), Is.EqualTo(content));
        Assert.That(_kernel.Ended.Wait(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void EndsWhileACellRuns()
    {
        _host.Send("execute_request", new JsonObject { ["code"] = "endless" });
        _kernel.Notebook.Started.Wait();

        Assert.That(_host.Ask("shutdown_request", channel: _host.Control).Status, Is.EqualTo("ok"));
        Assert.That(_kernel.Ended.Wait(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void RunsNoCellsOnTheControlChannel()
    {
        _host.PublishedFor(_host.Send("execute_request", new JsonObject { ["code"] = "x" }, _host.Control));

        Assert.That(_kernel.Notebook.Cells, Is.Empty);
        Assert.That(_kernel.Log, Does.Contain("'execute_request', which is not known"));
    }

    [Test]
    public void DescribesItself()
    {
        var info = _host.Ask("kernel_info_request").Reply;

        Assert.That(info.Text("protocol_version"), Is.EqualTo("5.5"));
        Assert.That(info.Text("implementation"), Is.EqualTo("stateflow"));
        Assert.That(info.Text("banner"), Does.StartWith("StateFlow "));
        Assert.That(info.Content.GetProperty("debugger").GetBoolean());
        Assert.That(info.Content.GetProperty("supported_features").ToString(), Is.EqualTo("""["debugger"]"""));
        var language = info.Content.GetProperty("language_info");
        Assert.That(language.GetProperty("name").GetString(), Is.EqualTo("stateflow"));
        Assert.That(language.GetProperty("file_extension").GetString(), Is.EqualTo(".sf"));
        Assert.That(language.GetProperty("pygments_lexer").GetString(), Is.EqualTo("fsharp"));
    }

    [Test]
    public void NamesItsPorts()
    {
        var ports = _host.Ask("connect_request").Reply;

        Assert.That((ports.Number("shell_port"), ports.Number("hb_port")), Is.EqualTo((_kernel.Connection.ShellPort, _kernel.Connection.HeartbeatPort)));
    }

    [Test]
    public void HasNoComms()
    {
        Assert.That(_host.Ask("comm_info_request").Reply.Content.GetProperty("comms").ToString(), Is.EqualTo("{}"));

        var opened = _host.PublishedFor(_host.Send("comm_open", new JsonObject { ["comm_id"] = "c1", ["target_name"] = "widget", ["data"] = new JsonObject() }));
        Assert.That(opened.Single(publication => publication.Type == "comm_close").Content.ToString(), Is.EqualTo("""{"comm_id":"c1","data":{}}"""));

        var sent = _host.PublishedFor(_host.Send("comm_msg", new JsonObject { ["comm_id"] = "c1", ["data"] = new JsonObject() }));
        Assert.That(sent.Select(publication => publication.Type), Is.EqualTo(new[] { "status", "status" }));
    }
}
