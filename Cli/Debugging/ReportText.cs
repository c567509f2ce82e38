using System.Text;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Cli.Debugging;

/// <summary>Says in words why a run stopped, and where.</summary>
internal static class ReportText
{
    /// <summary>The reason as a line; empty if it need not be told.</summary>
    public static string Reason(StopReason reason) => reason switch
    {
        BreakpointHit { Breakpoint: var hit } => $"breakpoint {hit.Id}: {hit.Target}\n",
        FieldChanged { Breakpoint: var hit, Change: var change } =>
            $"breakpoint {hit.Id}: {change.Entity}.{change.Field} changed from {change.Before ?? "nothing"} to {change.After ?? "nothing"}\n",
        FaultStruck { Fault: var fault } => $"fault: {fault}\n",
        FailureThrown { Breakpoint: var hit, Failure: var failure } => $"breakpoint {hit.Id}: failure: {failure.Message}\n",
        ConditionFailed { Breakpoint: var hit, Error: var error } => $"breakpoint {hit.Id}: its condition `{hit.Condition}` has no value: {error}\n",
        Ended { Failure: { } failure } => $"the program has failed\n{failure.Describe()}\n",
        Ended { IsStuck: true } => "the program waits for an answer that no event will bring\n",
        Ended => "the program has ended\n",
        BeginningReached => "the beginning of the run\n",
        Paused => "paused\n",
        StepDone => "",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason.GetType().Name, null),
    };

    /// <summary>Where the run stands: the event, and the source of what runs next.</summary>
    public static string Place(DebugSession session, SourceListing listing)
    {
        if (session.CurrentSpan is not { } span)
        {
            var next = session.NextFault is { } fault ? $"fault: {fault}" : session.Queue.FirstOrDefault(waiting => waiting.IsNext)?.ToString();
            var ignored = session.IsNextIgnored ? "to be ignored, since it has come before: " : "";
            return $"{session.Position}{(next is null ? "" : $", next: {ignored}{next}")}\n{Ahead(session)}";
        }

        var frame = session.Frames[0];
        return $"{session.Position}: {frame.Name}, block b{frame.Block.Id}{(session.OpenTransactions > 0 ? ", in a transaction" : "")}{(listing.HasSeveralFiles ? $", in {span.File}" : "")}\n{listing.Excerpt(span)}";
    }

    /// <summary>The next choice that is not the run's options', and the fault after the one that strikes next, as a line; empty if there is none.</summary>
    public static string Ahead(DebugSession session)
    {
        var choice = session.ChoicesToCome.Select(choice => (choice.Key, $"number {choice.Value} of the queue comes next"));
        var fault = session.FaultsToCome.Skip(session.NextFault is null ? 0 : 1).Select(fault => ((long)fault.Before, InterleavingText.Text(fault)));
        var ahead = choice.Take(1).Concat(fault.Take(1)).OrderBy(step => step.Item1).Select(step => $"{(step.Item1 == session.Position.Event ? "here" : $"after event {step.Item1}")} {step.Item2}").ToList();
        return ahead.Count == 0 ? "" : $"ahead: {string.Join("; ", ahead)}\n";
    }

    /// <summary>The methods that run and wait.</summary>
    public static string Frames(DebugSession session, int selected)
    {
        var text = new StringBuilder();
        foreach (var (index, frame) in session.Frames.Index())
        {
            text.Append($"{(index == selected ? "->" : "  ")} {index}  {frame.Name} at {frame.Span}{(frame.IsWaiting ? ", waits" : "")}{(frame.BeginsTransaction ? ", its transaction ends with it" : "")}\n");
            foreach (var variable in frame.Variables) text.Append($"       {variable.Name} = {ValueNotation.Structural(variable.Value)}\n");
        }

        return text.Length == 0 ? "nothing runs\n" : text.ToString();
    }

    /// <summary>The methods that wait for the running one, a line each.</summary>
    public static string Waiting(DebugSession session) =>
        string.Concat(session.Frames.Where(frame => frame.IsWaiting).Select(frame => $"         waiting: {frame.Name} at {frame.Span}\n"));

    /// <summary>What was printed, with a mark before each line.</summary>
    public static string Lines(string mark, string output) => output.Length == 0
        ? ""
        : string.Concat((output.EndsWith('\n') ? output[..^1] : output).Split('\n').Select(line => $"{mark}{line}\n"));

    /// <summary>The events that wait.</summary>
    public static string Queue(DebugSession session)
    {
        var text = new StringBuilder();
        if (session.CurrentEvent is { } current) text.Append($"   now  {current}\n");
        if (session.NextFault is { } fault) text.Append($"->   !  {fault}\n");
        foreach (var waiting in session.Queue) text.Append($"{(waiting.IsNext ? "->" : "  ")} {(waiting.Ready is { } ready ? $"{ready,3}" : "  -")}  {waiting}\n");
        return text.Length == 0 ? "no event waits\n" : text.ToString();
    }

    /// <summary>The states of entities, and the values of the script.</summary>
    /// <param name="of">The type or the one entity that is meant; empty for all.</param>
    public static string States(DebugSession session, string of)
    {
        var text = new StringBuilder();
        foreach (var table in session.Tables)
        {
            foreach (var row in table.Rows.Where(row => of.Length == 0 || of == table.Entity || of == row.Entity))
                text.Append($"{row.Entity}  {string.Join(", ", table.Fields.Zip(row.Values).Skip(1).Select(field => $"{field.First} = {field.Second}"))}\n");
        }

        if (of.Length == 0 || of == Program.ScriptName)
        {
            var values = session.FieldsOf(Interpreter.Execution.Scheduler.Script);
            if (values.Length > 0) text.Append($"script  {string.Join(", ", values.Select(value => $"{value.Name} = {ValueNotation.Structural(value.Value)}"))}\n");
        }

        return text.Length > 0 ? text.ToString() : of.Length == 0 ? "there is nothing yet\n" : $"there is no {of} here\n";
    }
}
