using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Forms;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!graph</c>: the dataflow, who calls whom, or the state machine of a method.</summary>
internal static class GraphDirective
{
    private const string Dataflow = "dataflow";
    private const string Calls = "calls";

    public static Directive Create(Session session, ILayout layout) => new(
        "graph",
        "[calls | METHOD]",
        "draws the dataflow, who calls whom, or a method",
        "#!graph               the operators and what travels between them\n#!graph calls         which method calls which\n#!graph User.BuyItem  the blocks into which a method is split",
        call => Task.FromResult(Draw(session, layout, call)))
    {
        Words = () => [Dataflow, Calls, .. session.Program?.Calls.Methods ?? []],
    };

    private static CellResult Draw(Session session, ILayout layout, DirectiveCall call)
    {
        if (session.Program is not { } program) return call.Refuse("nothing is declared yet");
        var (diagram, refusal) = call.Words switch
        {
            [] or [Dataflow] => (DataflowDiagram.Of(program), null),
            [Calls] => (CallsDiagram.Of(program), null),
            [var name] => OfMethod(program, name),
            ["method", var name] => OfMethod(program, name), // As on the command line and in the REPL.
            _ => (null, $"takes one of {Dataflow}, {Calls} and the name of a method, as in `#!graph User.BuyItem`"),
        };
        return diagram is null ? call.Refuse(refusal!) : call.Show(Drawing.Bundle(diagram, layout));
    }

    private static (Diagram? Diagram, string? Refusal) OfMethod(Program program, string name)
    {
        var (method, refusal) = MethodName.Find(program, name);
        return (method is null ? null : MethodDiagram.Of(program, method), refusal);
    }
}
