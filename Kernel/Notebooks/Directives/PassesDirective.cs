using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Assistance;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Forms;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!passes</c>: what each pass of the compiler makes of a method, side by side.</summary>
internal static class PassesDirective
{
    /// <summary>A notebook is narrow, and scrolls.</summary>
    private static readonly Size Page = new(1000, 1800);

    public static Directive Create(Session session, ILayout layout) => new(
        "passes",
        "METHOD",
        "shows what each pass of the compiler makes of a method",
        "Example: #!passes User.BuyItem",
        call => Task.FromResult(Draw(session, layout, call)))
    {
        Words = () => session.Program?.Calls.Methods ?? [],
    };

    private static CellResult Draw(Session session, ILayout layout, DirectiveCall call)
    {
        if (session.Program is not { } program) return call.Refuse("nothing is declared yet");
        if (call.Words is not [var name]) return call.Refuse("takes the name of a method, as in `#!passes User.BuyItem`");
        var (method, refusal) = MethodName.Find(program, name);
        if (method is null) return call.Refuse(refusal!);
        return session.Passes(method) is { } passes
            ? call.Show(Drawing.Bundle(PassesDiagram.Of(program, passes), new PanelLayout(layout, Page)))
            : call.Refuse($"the source text of `{method}` is not part of this notebook");
    }
}
