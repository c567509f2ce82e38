using StateFlow.Interpreter;
using StateFlow.Interpreter.Values;

namespace StateFlow.Notebooks.Forms;

/// <summary>Runs: what stopped them, what happened, and the states in the end.</summary>
internal static class RunForm
{
    public static string Html(RunResult run) =>
        (run.Failure is { } failure ? Html(failure) : "") + (run is TracedRun { Trace: var trace } ? Drawing.Html(trace) : "") + TablesForm.Html(run.Tables);

    public static string Text(RunResult run) =>
        (run.Failure is { } failure ? Text(failure) + "\n" : "") + (run is TracedRun { Trace: var trace } ? Drawing.Text(trace) + "\n" : "") + TablesForm.Text(run.Tables);

    public static string Html(Failure failure) =>
        $"{PageStyle.Element}<div class=\"stateflow-output\"><strong class=\"error\">failure</strong>\n{Preformatted.Html(failure.Describe())}</div>\n";

    public static string Text(Failure failure) => failure.Describe() + "\n";
}
