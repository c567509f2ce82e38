using StateFlow.Interpreter;
using StateFlow.Language.Traces;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Tests.Diagrams;

public sealed class TraceDiagramTests
{
    [Test]
    public void Every_message_between_entities_is_drawn()
    {
        var program = Programs.Compile("""
            entity Cell(name: string, value: int) =
                key name
                member this.Value : int = value
                member this.Sum(a: Cell, b: Cell) : int =
                    let! x = a.Value
                    and! y = b.Value
                    x + y

            let a = Cell("a", 1)
            let b = Cell("b", 2)
            let started = start (a.Value)
            printfn "%d %d" (a.Sum(a, b)) (wait started)
            """);

        var trace = ProgramRunner.Trace(program, TextWriter.Null, RunOptions.Default).Trace;
        var messages = trace.Steps.SelectMany(step => step.Sent).Count(message => message.To != Trace.ClientName);
        Assert.That(TraceDiagram.Of(trace).Edges, Has.Count.EqualTo(messages));
    }
}
