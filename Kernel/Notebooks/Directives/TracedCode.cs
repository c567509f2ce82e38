using StateFlow.Interpreter.Sessions;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Languages;

namespace StateFlow.Notebooks.Directives;

/// <summary>A run of code that is shown as what happened in it.</summary>
internal static class TracedCode
{
    /// <summary>Runs the code below a directive and shows what happened.</summary>
    /// <param name="show">Is given what happened, and the states before.</param>
    public static CellResult Of(Session session, DirectiveCall call, Action<Trace, Sequence<EntityTable>> show)
    {
        if (call.Code is null) return call.Refuse("takes the code below it");
        if (call.Language is not EntityLanguage entities) return call.Refuse($"is about the entity language, and the code is {call.Language.DisplayName}");
        var before = session.Tables;
        var (result, trace) = entities.Trace(call.Code, call.Output, call.Cancellation);
        if (trace is not null) show(trace, before);
        return result;
    }
}
