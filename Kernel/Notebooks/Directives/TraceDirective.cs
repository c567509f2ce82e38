using StateFlow.Interpreter.Sessions;
using StateFlow.Notebooks.Forms;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!trace</c>: runs code and draws the calls that it makes.</summary>
internal static class TraceDirective
{
    public static Directive Create(Session session) => new(
        "trace",
        "",
        "runs the code below it and draws the calls that it makes",
        "The code takes effect. Example:\n#!trace\nann.BuyItem(1, apple)",
        call => Task.FromResult(TracedCode.Of(session, call, (trace, _) =>
            call.Output.Display(Drawing.Bundle(TraceDiagram.Of(trace), new SequenceLayout())))))
    {
        TakesCode = true,
    };
}
