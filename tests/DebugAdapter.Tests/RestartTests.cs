using System.Collections.Concurrent;
using System.Text.Json;
using StateFlow.DebugAdapter.Launching;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Faults;
using StateFlow.Language;
using StateFlow.Language.Syntax;

namespace StateFlow.DebugAdapter.Tests;

/// <summary>Programs that change, and those that are in no file.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RestartTests
{
    private const string Program = "let x = 1\nprintfn $\"{x}\"\nlet y = 2\nprintfn $\"{y}\"\n";

    private readonly Dictionary<string, string> _files = new() { [Path.GetFullPath("program.sf")] = Program };
    private readonly ConcurrentQueue<string> _said = [];
    private readonly DebugRequestHandler _handler;

    public RestartTests() => _handler = new DebugRequestHandler(
        new FileLauncher(file => _files.TryGetValue(file, out var text) ? text : throw new LaunchException($"cannot read '{Path.GetFileName(file)}'")),
        message => _said.Enqueue(Client.Notation(JsonSerializer.SerializeToElement(message, message.GetType(), ProtocolJson.Options))));

    private string Last => _said.Last();

    [Test]
    public void Breakpoints_that_mean_something_else_after_a_restart_are_told()
    {
        Ask("initialize");
        Ask("launch", """{"program":"program.sf","stopOnEntry":true}""");
        Ask("setBreakpoints", $$"""{"source":{"path":"program.sf"},"breakpoints":[{"line":1},{"line":4}]}""");
        Assert.That(Last, Does.Contain("\"line\":1").And.Contain("\"line\":4"));

        _files[Path.GetFullPath("program.sf")] = "let x = 1\nprintfn $\"{x}\"\n";
        Ask("restart");
        Assert.That(_said, Has.Some.EqualTo("""* breakpoint {"reason":"changed","breakpoint":{"id":2,"verified":false,"message":"there is no code at or after line 4: the last line with code is 2"}}"""));

        _files[Path.GetFullPath("program.sf")] = "let x = \n";
        Ask("restart");
        Assert.That(_said, Has.Some.StartsWith("< restart refused: the program does not compile: program.sf("));
        Ask("disconnect");
        Assert.That(_handler.IsDisconnected);
    }

    [Test]
    public void A_recording_without_its_file_is_read_from_the_adapter()
    {
        var compilation = Compiler.Compile([new SourceText("gone.sf", Program)]);
        var session = new DebugSession(compilation.Program!, RunOptions.Default);
        session.RunTo("gone.sf", 3);
        _files[Path.GetFullPath("run.json")] = session.Record().Write();

        Ask("initialize");
        Ask("launch", """{"replay":"run.json"}""");
        Ask("configurationDone");
        Assert.That(Last, Does.StartWith("""* stopped {"reason":"entry","description":"the end of the recording","""));
        Assert.That(_said, Has.Some.EqualTo("""* output {"category":"stdout","output":"1\n"}"""));
        Ask("stackTrace");
        Assert.That(Last, Does.Contain("""{"name":"gone.sf","sourceReference":1},"line":3"""));
        Ask("source", """{"sourceReference":1}""");
        Assert.That(Last, Does.StartWith("""< source {"content":"let x = 1\n"""));
        Ask("setBreakpoints", """{"source":{"name":"gone.sf","sourceReference":1},"breakpoints":[{"line":4}]}""");
        Assert.That(Last, Does.Contain("\"verified\":true"));
    }

    [Test]
    public void A_recorded_fault_is_a_stop_of_its_own()
    {
        const string Deposit = """
            entity Account(name: string) =
                key name
                let mutable balance = 0
                invariant balance <= 10
                member this.Deposit(amount: int) : unit = balance <- balance + amount

            let ann = Account("ann")
            wait (start (ann.Deposit(10)))
            """;
        var program = Compiler.Compile([new SourceText("deposit.sf", Deposit)]).Program!;
        var options = ExplorationOptions.Default with { Faults = 1, Delivery = DeliveryGuarantee.AtLeastOnce };
        var finding = Explorer.Explore(program, options).Findings[0];
        _files[Path.GetFullPath("run.json")] = Explorer.Record(program, finding.Run, options).Write();

        Ask("initialize");
        Ask("launch", """{"replay":"run.json"}""");
        Ask("configurationDone");
        Ask("next");
        Assert.That(() => Last, Does.StartWith("""* stopped {"reason":"fault","description":"duplicate""").After(10_000, 20));
    }

    private void Ask(string command, string? arguments = null) =>
        _handler.Handle(new Request(1, command, arguments is null ? null : JsonElement.Parse(arguments)));
}
