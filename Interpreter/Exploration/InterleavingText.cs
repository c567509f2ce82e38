using StateFlow.Interpreter.Faults;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Exploration;

/// <summary>A run in words.</summary>
public static class InterleavingText
{
    /// <summary>The entries of <see cref="Entries"/>, a line each.</summary>
    public static IEnumerable<string> Lines(Interleaving run) => Entries(run).Select(entry => entry.ToString());

    /// <summary>What happens from the first started call or fault on; what comes before has only one order.</summary>
    public static IEnumerable<InterleavingEntry> Entries(Interleaving run)
    {
        var begin = run.FirstChoiceThatMatters;
        var first = run.ChoiceOfStep.Count(choice => choice < begin);
        if (begin > 0)
        {
            var end = run.CallOfStep.Take(first + 1).Any(call => call >= 0) ? "the first started call" : "the first fault";
            yield return new InterleavingEntry(InterleavingEntryKind.Beginning, begin == 1 ? "1" : $"1-{begin}", null, $"the script, up to {end}");
        }

        var struck = 0;
        var next = begin;
        for (var i = first; i < run.Trace.Steps.Count; i++)
        {
            for (; next <= run.ChoiceOfStep[i]; next++)
            {
                for (; struck < run.Schedule.Faults.Count && run.Schedule.Faults[struck].Before <= next; struck++)
                    yield return new InterleavingEntry(InterleavingEntryKind.Fault, "", null, Text(run.Schedule.Faults[struck]));
                if (next < run.ChoiceOfStep[i]) yield return new InterleavingEntry(InterleavingEntryKind.Ignored, $"{next + 1}", null, "an event that has come before is ignored");
            }

            var step = run.Trace.Steps[i];
            yield return new InterleavingEntry(
                InterleavingEntryKind.Handled, $"{run.ChoiceOfStep[i] + 1}", run.CallOfStep[i] < 0 ? null : run.CallOfStep[i], Text(step), step.Entity, Effects(step));
        }
    }

    /// <summary>What a fault does.</summary>
    public static string Text(InjectedFault fault) => fault.Kind switch
    {
        FaultKind.Duplicate => $"the next event for {fault.Entity} will come once more",
        FaultKind.Delay => $"the next event for {fault.Entity} is overtaken",
        FaultKind.Crash => $"{fault.Entity} crashes and does its last step again",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, null),
    };

    private static string Text(TraceStep step) => step.Received.Kind switch
    {
        _ when step.Transaction == TransactionMark.Commit => $"the transaction of {step.Entity} commits",
        _ when step.Transaction == TransactionMark.Abort => $"the transaction of {step.Entity} is undone",
        TraceMessageKind.Call => $"{step.Received.From} calls {step.Entity}.{step.Received.Text}",
        TraceMessageKind.Creation => $"{step.Received.From} creates {step.Entity}",
        TraceMessageKind.Question => $"{step.Received.From} asks {step.Received.Text}",
        TraceMessageKind.Answer => $"{step.Received.To} is answered {step.Received.Text}{From(step)}",
        TraceMessageKind.Failure => $"{step.Received.To} is told of a failure: {step.Received.Text}",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Received.Kind, null),
    };

    private static string From(TraceStep step) => step.Received.From == step.Received.To || step.Received.To == Trace.ClientName ? "" : $" by {step.Received.From}";

    private static string Effects(TraceStep step)
    {
        var changes = step.Entity == Program.ScriptName ? [] : step.Changes.Select(Change);
        return string.Join(", ", changes.Concat(step.Output.Select(text => $"prints {text.TrimEnd()}")));
    }

    private static string Change(FieldChange change) => (change.Before, change.After) switch
    {
        (null, var after) => $"{change.Field} = {after}",
        (var before, null) => $"{change.Field} {before} is gone",
        var (before, after) => $"{change.Field} {before} -> {after}",
    };
}
