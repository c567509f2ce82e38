using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Assistance;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Forms;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!state</c>: the states of the entities.</summary>
internal static class StateDirective
{
    public static Directive Create(Session session) => new(
        "state",
        "[ENTITY]",
        "the states of all entities, or of those of one type",
        "",
        call => Task.FromResult(Show(session, call)))
    {
        Words = () => session.Program?.Operators.Select(op => op.Name) ?? [],
    };

    private static CellResult Show(Session session, DirectiveCall call)
    {
        if (call.Words.Length > 1) return call.Refuse("takes the name of one entity type, as in `#!state User`");
        var types = session.Program?.Operators.Select(op => op.Name).ToList() ?? [];
        if (call.Words is [var name] && !types.Contains(name)) return call.Refuse(NearestName.Describe("entity", name, types));
        var tables = session.Tables.Where(table => call.Words is [] || table.Entity == call.Words[0]).ToList();
        return call.Show(MimeBundle.OfText(TablesForm.Text(tables)).With(MimeBundle.Html, TablesForm.Html(tables)));
    }
}
