using StateFlow.Interpreter.Sessions;
using StateFlow.Notebooks.Forms;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!step</c>: runs code and shows the run to be stepped through, forward and back.</summary>
internal static class StepDirective
{
    public static Directive Create(Session session, ILayout layout) => new(
        "step",
        "",
        "runs the code below it and lets you step through the run, forward and back",
        "The code takes effect once, however often you step through it. Example:\n#!step\nann.BuyItem(1, apple)",
        call => Task.FromResult(TracedCode.Of(session, call, (trace, before) => call.Output.Display(PlayerForm.Of(session.Program!, trace, before, layout)))))
    {
        TakesCode = true,
    };
}
