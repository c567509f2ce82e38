using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Tests.Durability;

namespace StateFlow.Runtime.Tests.Engine;

/// <summary>What an engine with a directory remembers.</summary>
public sealed class DurableEngineTests
{
    private const string Source = """
        entity Counter(name: string) =
            key name
            let mutable count = 0
            member this.Count : int = count
            member this.Add(amount: int) : int =
                count <- count + amount
                count
        """;

    private static Program Program => Compiler.Compile([new SourceText("counter.sf", Source)]).Program!;

    [Test]
    public async Task StatesAndAnswersOutliveTheEngine()
    {
        using var directory = new TemporaryDirectory();
        var counter = new EntityReference("Counter", new StringValue("a"));
        var add = new InvokeRequest(counter, "Counter.Add", [IntValue.Of(5)]) { Id = "first" };
        await using (var engine = await LocalEngine.StartAsync(Program, EngineOptions.Default with { Directory = directory.Store }))
        {
            Assert.That(engine.IsFresh);
            await engine.SubmitAsync(new CreateRequest(counter, [counter.Key]));
            Assert.That(await engine.SubmitAsync(add), Is.EqualTo(new ResultAnswer(IntValue.Of(5))));
            Assert.That(await engine.SubmitAsync(add), Is.EqualTo(new ResultAnswer(IntValue.Of(5))));
        }

        await using (var engine = await LocalEngine.StartAsync(Program, EngineOptions.Default with { Directory = directory.Store }))
        {
            Assert.That(engine.IsFresh, Is.False);
            Assert.That(await engine.SubmitAsync(add), Is.EqualTo(new ResultAnswer(IntValue.Of(5))));
            Assert.That(await engine.SubmitAsync(new InvokeRequest(counter, "Counter.Count", [])), Is.EqualTo(new ResultAnswer(IntValue.Of(5))));
        }
    }
}
