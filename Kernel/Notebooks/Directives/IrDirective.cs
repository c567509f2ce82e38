using StateFlow.Interpreter.Sessions;
using StateFlow.Language;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR.Json;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!ir</c>: the intermediate representation.</summary>
internal static class IrDirective
{
    private const string Json = "--json";

    public static Directive Create(Session session) => new(
        "ir",
        "[METHOD | --json]",
        "the state machines of all methods, or of one; --json gives the whole program",
        "",
        call => Task.FromResult(Print(session, call)))
    {
        Words = () => [Json, .. session.Program?.Calls.Methods ?? []],
    };

    private static CellResult Print(Session session, DirectiveCall call)
    {
        if (session.Program is not { } program) return call.Refuse("nothing is declared yet");
        switch (call.Words)
        {
            case []:
                call.Output.Print(Compiler.Print(program));
                return CellResult.Done();
            case [Json]:
                var json = ProgramJson.Write(program);
                return call.Show(MimeBundle.OfText(json).With(MimeBundle.Json, json));
            case [var name] when MethodName.Find(program, name) is var (method, refusal):
                if (method is null) return call.Refuse(refusal!);
                call.Output.Print(Compiler.Print(program, method));
                return CellResult.Done();
            default:
                return call.Refuse($"takes the name of one method, as in `#!ir User.BuyItem`, or {Json}");
        }
    }
}
