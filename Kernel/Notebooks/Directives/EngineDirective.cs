using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!engine</c>: what executes.</summary>
internal static class EngineDirective
{
    public static Directive Create() => new(
        "engine",
        "[NAME]",
        "shows what executes, or chooses it",
        "",
        call => Task.FromResult(Choose(call)))
    {
        Words = () => EngineNames.ForSessions,
    };

    private static CellResult Choose(DirectiveCall call)
    {
        if (call.Line.Arguments != "") return EngineNames.RefusalForSessions(call.Line.Arguments) is { } refusal ? call.Refuse(refusal) : CellResult.Done();
        call.Output.Print($"{EngineNames.Interpreter} (there is: {string.Join(", ", EngineNames.ForSessions)})\n");
        return CellResult.Done();
    }
}
