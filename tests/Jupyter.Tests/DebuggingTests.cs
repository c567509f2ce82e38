using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.Jupyter.Debugging;
using StateFlow.Notebooks;
using StateFlow.Notebooks.CSharp;
using StateFlow.Notebooks.Forms;

namespace StateFlow.Jupyter.Tests;

/// <summary>Cells are debugged as in JupyterLab.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DebuggingTests
{
    private const string Loop = """
        // Adds up.
        let mutable total = 0
        for i in 1 .. 3 do
            total <- total + i
            printfn $"{total}"
        total
        """;

    private const string Entities = """
        entity Counter(name: string) =
            key name
            let mutable count = 0
            member this.Add(by: int) : int =
                count <- count + by
                count
        """;

    private RunningKernel _kernel = null!;
    private Host _host = null!;
    private DebugClient _client = null!;

    [SetUp]
    public void Connect()
    {
        _kernel = new RunningKernel(open: runner => new NotebookSession(NotebookOptions.Default with
        {
            Runner = runner,
            OtherLanguages = session => [new CSharpLanguage(session, KnownForms.Of)],
        }));
        _host = _kernel.Connect();
        _client = new DebugClient(_host);
    }

    [TearDown]
    public void Disconnect()
    {
        _host.Dispose();
        _kernel.Dispose();
    }

    [Test]
    public void StepsThroughACell()
    {
        _client.Attach();
        var (path, lines) = _client.Break(Loop, 4);
        Assert.That(lines, Is.EqualTo("4"));

        var cell = _client.Begin(Loop);
        Assert.That(_client.WaitForStop(), Is.EqualTo("breakpoint: script 4"));
        Assert.That(_client.Frames().First().GetProperty("source").GetProperty("path").GetString(), Is.EqualTo(path));
        Assert.That(_client.Get("debugInfo").GetProperty("stoppedThreads").ToString(), Is.EqualTo("[1]"));
        Assert.That(_client.Move("next"), Is.EqualTo("step: script 5"));
        Assert.That(_client.Variables("Script"), Does.Contain("total = 1"));
        Assert.That(_client.Move("continue"), Is.EqualTo("breakpoint: script 4"));
        Assert.That(_client.Get("evaluate", new { expression = "total + i", frameId = 1, context = "repl" }).GetProperty("result").GetString(), Is.EqualTo("3"));
        Assert.That(_client.Move("stepBack"), Does.StartWith("step: script "));
        Assert.That(_client.Move("reverseContinue"), Is.EqualTo("breakpoint: script 4"));
        Assert.That(_client.Variables("Script"), Does.Contain("total = 0"));

        _client.Break(Loop);
        _client.Get("continue", new { threadId = 1 });
        Assert.That(_client.Finish(cell).Text("status"), Is.EqualTo("ok"));
        Assert.That(_host.Execute("total").Published("execute_result").Content.ToString(), Does.Contain("6"));
    }

    [Test]
    public void PublishesWhatACellPrintsAndGives()
    {
        _client.Attach();

        var answer = _host.Execute(Loop);

        Assert.That(answer.Printed("stdout"), Is.EqualTo("1\n3\n6\n"));
        Assert.That(answer.Published("execute_result").Content.GetProperty("data").GetProperty("text/plain").GetString(), Is.EqualTo("6"));
        Assert.That(answer.Publications.Where(publication => publication.Type == "debug_event"), Is.Empty);
    }

    [Test]
    public void StopsInAMethodOfAnEarlierCell()
    {
        _host.Execute(Entities);
        _host.Execute("let counter = Counter(\"hits\")");
        _client.Attach();
        var (path, _) = _client.Break(Entities, 5);

        var cell = _client.Begin("let before = 1\ncounter.Add(2)");
        Assert.That(_client.WaitForStop(), Does.Match(@"^breakpoint: .*Counter.*Add.* 5 < script 2$"));
        Assert.That(_client.Frames().First().GetProperty("source").GetProperty("path").GetString(), Is.EqualTo(path));
        Assert.That(_client.Variables("Locals"), Is.EqualTo("by = 2"));
        Assert.That(_client.Variables("""Counter("hits")"""), Does.Contain("count = 0"));
        Assert.That(_client.Get("source", new { source = new { path } }).GetProperty("content").GetString(), Is.EqualTo(Entities));
        Assert.That(_client.Move("stepOut"), Does.Contain("script 2"));
        _client.Get("continue", new { threadId = 1 });

        Assert.That(_client.Finish(cell).Text("status"), Is.EqualTo("ok"));
    }

    [Test]
    public void StopsInTheRightPartOfACell()
    {
        const string text = "#!stateflow\nlet x = 1\n#!csharp\nvar y = 2;\n#!stateflow\nlet z = x + 1\nlet w = z";
        _client.Attach();
        _client.Break(text, 2, 7);

        var cell = _client.Begin(text);
        Assert.That(_client.WaitForStop(), Is.EqualTo("breakpoint: script 2"));
        Assert.That(_client.Move("continue"), Is.EqualTo("breakpoint: script 7"));
        _client.Get("continue", new { threadId = 1 });

        Assert.That(_client.Finish(cell).Text("status"), Is.EqualTo("ok"));
    }

    [Test]
    public void GivesUpACellThatIsInterrupted()
    {
        _host.Execute("let mutable kept = 1");
        const string text = "kept <- 2\nkept <- 3";
        _client.Attach();
        _client.Break(text, 2);

        var cell = _client.Begin(text);
        _client.WaitForStop();
        _host.Receive(_host.Control, Reply(_host.Send("interrupt_request", channel: _host.Control)));

        Assert.That(_client.Finish(cell).Text("ename"), Is.EqualTo("Interrupted"));
        Assert.That(_client.Get("debugInfo").GetProperty("stoppedThreads").ToString(), Is.EqualTo("[]"));
        Assert.That(_client.RefusalOf("stackTrace", new { threadId = 1 }), Does.Contain("no cell runs"));
        Assert.That(_host.Execute("kept").Published("execute_result").Content.ToString(), Does.Contain("\"1\""));
    }

    [Test]
    public void InterruptsACellThatRunsUnderTheDebugger()
    {
        _client.Attach();
        var cell = _client.Begin("while true do\n    printfn \"again\"");
        _host.Receive(_host.Publications, message => message.Type == "stream");

        Assert.That(_client.RefusalOf("stackTrace", new { threadId = 1 }), Does.Contain("is running"));
        _client.Get("pause", new { threadId = 1 });
        Assert.That(_client.WaitForStop(), Does.StartWith("pause: script "));
        _client.Get("continue", new { threadId = 1 });
        _host.Receive(_host.Control, Reply(_host.Send("interrupt_request", channel: _host.Control)));

        Assert.That(_client.Finish(cell).Text("ename"), Is.EqualTo("Interrupted"));
    }

    [Test]
    public void AnswersWhileACellRunsWithoutTheDebugger()
    {
        var cell = _client.Begin("while true do\n    printfn \"again\"");
        _host.Receive(_host.Publications, message => message.Type == "stream");

        Assert.That(_client.Attach().Break(Loop, 4).Lines, Is.EqualTo("(4)"));
        Assert.That(DebugClient.Shown(_client.Get("inspectVariables")), Is.Empty);
        Assert.That(_client.RefusalOf("stackTrace", new { threadId = 1 }), Does.Contain("no cell runs under the debugger"));
        _host.Receive(_host.Control, Reply(_host.Send("interrupt_request", channel: _host.Control)));

        Assert.That(_client.Finish(cell).Text("ename"), Is.EqualTo("Interrupted"));
    }

    [Test]
    public void LetsTheCellGoOnWhenTheClientLeaves()
    {
        _client.Attach();
        _client.Break(Loop, 4);
        var cell = _client.Begin(Loop);
        _client.WaitForStop();

        _client.Get("disconnect", new { restart = false, terminateDebuggee = false });

        Assert.That(_client.Finish(cell).Text("status"), Is.EqualTo("ok"));
        Assert.That(_client.Get("debugInfo").GetProperty("isStarted").GetBoolean(), Is.False);
        var again = _host.Execute(Loop);
        Assert.That(again.Printed("stdout"), Is.EqualTo("1\n3\n6\n"));
        Assert.That(again.PublishedTypes, Does.Not.Contain("debug_event"));
    }

    [Test]
    public void ShowsFailuresWhenAskedTo()
    {
        const string text = "let x = 1\nfailwith \"no\"";
        _client.Attach();
        Assert.That(_host.Execute(text).Published("error").Text("ename"), Is.EqualTo("Failure"));

        _client.Get("setExceptionBreakpoints", new { filters = new[] { "uncaught" } });
        var cell = _client.Begin(text);
        Assert.That(_client.WaitForStop(), Is.EqualTo("exception: script 2"));
        _client.Get("continue", new { threadId = 1 });
        Assert.That(_client.Finish(cell).Text("status"), Is.EqualTo("error"));
    }

    [Test]
    public void RunsCSharpWithoutDebugging()
    {
        const string text = "#!csharp\nvar y = 2;\ny";
        _client.Attach();
        Assert.That(_client.Break(text, 2).Lines, Is.EqualTo("(2)"));

        Assert.That(_host.Execute(text).Published("execute_result").Content.ToString(), Does.Contain("\"2\""));
    }

    [Test]
    public void DoesNotStopInWhatIsNotShown()
    {
        _client.Attach();
        _client.Break(Loop, 4);

        Assert.That(_host.Ask("execute_request", new JsonObject { ["code"] = Loop, ["silent"] = true }).Status, Is.EqualTo("ok"));
    }

    [Test]
    public void ShowsValuesBetweenCells()
    {
        Assert.That(DebugClient.Shown(_client.Get("inspectVariables")), Is.Empty);
        _client.Attach();
        _host.Execute("let x = 20\nlet items = [1; 2]");

        var shown = _client.Get("inspectVariables");

        Assert.That(DebugClient.Shown(shown), Is.EqualTo("items = [1; 2], x = 20"));
        var reference = shown.GetProperty("variables").EnumerateArray().First().GetProperty("variablesReference").GetInt32();
        Assert.That(DebugClient.Shown(_client.Get("variables", new { variablesReference = reference })), Is.EqualTo("[0] = 1, [1] = 2"));
        _host.Execute("let y = 1");
        Assert.That(DebugClient.Shown(_client.Get("inspectVariables")), Does.Contain("y = 1"));
    }

    [Test]
    public void ShowsValuesOfAllCellsWhileOneIsStopped()
    {
        _client.Attach();
        _host.Execute("let x = 20");
        _client.Break(Loop, 4);
        var cell = _client.Begin(Loop);
        _client.WaitForStop();

        Assert.That(DebugClient.Shown(_client.Get("inspectVariables")), Does.Contain("total = 0").And.Contain("x = 20"));

        _client.Get("disconnect");
        Assert.That(_client.Finish(cell).Text("status"), Is.EqualTo("ok"));
    }

    [Test]
    public void TellsWhatAHostNeedsToFindCells()
    {
        var info = _client.Attach().Get("debugInfo");
        var (path, lines) = _client.Break(Loop, 1);

        Assert.That(info.GetProperty("isStarted").GetBoolean());
        Assert.That((info.GetProperty("hashMethod").GetString(), info.GetProperty("hashSeed").GetUInt32()), Is.EqualTo(("Murmur2", 0xc70f6907)));
        Assert.That(info.GetProperty("richRendering").GetBoolean(), Is.False);
        var hash = MurmurHash2.Of(System.Text.Encoding.UTF8.GetBytes(Loop), info.GetProperty("hashSeed").GetUInt32());
        Assert.That(path, Is.EqualTo($"{info.GetProperty("tmpFilePrefix").GetString()}{hash}{info.GetProperty("tmpFileSuffix").GetString()}"));
        Assert.That(File.Exists(path), Is.False);
        Assert.That(lines, Is.EqualTo("2"), "a comment is no place to stop at");
        var set = _client.Get("debugInfo").GetProperty("breakpoints").EnumerateArray().Single();
        Assert.That((set.GetProperty("source").GetString(), set.GetProperty("breakpoints").ToString()), Is.EqualTo((path, """[{"line":1}]""")));
    }

    [Test]
    public void AnnouncesThatItIsReady()
    {
        var attached = _client.Attach();

        Assert.That(_host.Receive(_host.Publications, message => message.Type == "debug_event").Text("event"), Is.EqualTo("initialized"));
        Assert.That(attached.Get("initialize").GetProperty("supportsStepBack").GetBoolean());
    }

    [TestCase("attach", "{}", "send `initialize` first")]
    [TestCase("dumpCell", """{"code":"1"}""", "send `initialize` first")]
    public void WantsToBeInitialized(string command, string arguments, string refusal) =>
        Assert.That(_client.RefusalOf(command, JsonElement.Parse(arguments)), Does.Contain(refusal));

    [TestCase("nonsense", "{}", "no cell runs under the debugger")]
    [TestCase("continue", "{}", "no cell runs under the debugger")]
    [TestCase("launch", "{}", "run the cell in the notebook")]
    [TestCase("dumpCell", "{}", "lack the text `code`")]
    [TestCase("dumpCell", """{"code":3}""", "lack the text `code`")]
    [TestCase("setBreakpoints", "{}", "lack the `path` of a `source`")]
    [TestCase("setBreakpoints", """{"source":{"path":"x"}}""", "lack a list of `breakpoints`")]
    [TestCase("setExceptionBreakpoints", """{"filters":3}""", "lack a list of `filters`")]
    [TestCase("setBreakpoints", """{"source":3,"breakpoints":[]}""", "lack the `path` of a `source`")]
    [TestCase("initialize", """{"linesStartAt1":"yes"}""", "the arguments of `initialize` are wrong")]
    [TestCase("source", """{"source":{"path":"x"}}""", "no cell has this path")]
    [TestCase("richInspectVariables", """{"variableName":"x"}""", "as text only")]
    [TestCase("copyToGlobals", "{}", "cannot be copied")]
    [TestCase("variables", """{"variablesReference":99}""", "")]
    public void RefusesWrongRequests(string command, string arguments, string refusal)
    {
        Assert.That(_client.Attach().RefusalOf(command, JsonElement.Parse(arguments)), Does.Contain(refusal));
        Assert.That(_host.Execute("1").Status, Is.EqualTo("ok"));
    }

    [TestCase("{}")]
    [TestCase("""{"type":"event","seq":1}""")]
    [TestCase("""{"type":"request","seq":"one"}""")]
    public void AnswersWhatIsNoRequest(string content)
    {
        var reply = _host.Ask("debug_request", JsonNode.Parse(content)!.AsObject(), _host.Control).Reply;

        Assert.That((reply.Type, reply.Content.GetProperty("success").GetBoolean()), Is.EqualTo(("debug_reply", false)));
    }

    private static Func<Received, bool> Reply(string id) => message => message.ParentId == id;
}
