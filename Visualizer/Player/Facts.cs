using StateFlow.Language.Traces;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Player;

/// <summary>Says in words what happens in a step.</summary>
internal static class Facts
{
    /// <summary>What begins the step.</summary>
    public static IEnumerable<RecordedFact> Beginning(TraceStep step)
    {
        var (kind, text) = (step.Received.Kind, step.Received.Text);
        yield return step.Received switch
        {
            { From: Trace.ClientName } => new RecordedFact("starts", "the script"),
            { To: Trace.ClientName } => new RecordedFact("ends", kind == TraceMessageKind.Failure ? $"the script fails: {text}" : "the script is done"),
            _ => new RecordedFact("receives", $"{Message(step.Received)} from {step.Received.From}"),
        };
        if (step.Transaction == TransactionMark.Begin) yield return new RecordedFact("begins", "a transaction");
        if (step.Transaction == TransactionMark.Commit) yield return new RecordedFact("commits", "the transaction: its effects take place");
        if (step.Transaction == TransactionMark.Abort) yield return new RecordedFact("undoes", "the transaction: its effects are gone");
    }

    /// <summary>Which block runs.</summary>
    public static RecordedFact Block(BlockVisit visit) => new("runs", $"block b{visit.Block} of {visit.Method}");

    /// <summary>What the step leaves behind when it ends.</summary>
    public static IEnumerable<RecordedFact> Ending(TraceStep step)
    {
        foreach (var text in step.Output) yield return new RecordedFact("prints", text.TrimEnd('\n'));
        foreach (var message in step.Sent)
        {
            yield return new RecordedFact("sends", $"{Message(message)} to {message.To}");
            if (message.Kept.Count > 0) yield return new RecordedFact("keeps", string.Join(", ", message.Kept.Select(kept => $"{kept.Name} = {kept.Value}")));
        }
    }

    /// <summary>A change of state.</summary>
    /// <param name="entity">Whose step it was.</param>
    public static RecordedFact Change(FieldChange change, string entity) => new("changes", ChangeText.Of(change, entity));

    private static string Message(TraceMessage message) => message.Kind switch
    {
        TraceMessageKind.Call => $"the call {message.Text}",
        TraceMessageKind.Creation => $"the creation {message.Text}",
        TraceMessageKind.Question => $"the question {message.Text}",
        TraceMessageKind.Answer => $"the answer {message.Text}",
        TraceMessageKind.Failure => $"the failure \u201c{message.Text}\u201d",
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };
}
