using StateFlow.Language.Traces;

namespace StateFlow.Visualizer.Player;

/// <summary>Keeps what transactions print until they commit, as a run does.</summary>
internal sealed class PrintedOutput
{
    private readonly Stack<List<string>> _open = [];

    /// <summary>What can be read after a step and could not before. Each step of a run must be given, in order.</summary>
    public ImmutableArray<string> After(TraceStep step)
    {
        switch (step.Transaction)
        {
            case TransactionMark.Begin:
                _open.Push([]);
                break;
            case TransactionMark.Abort:
                _open.TryPop(out _);
                return [];
            case TransactionMark.Commit when _open.TryPop(out var texts):
                return Print(texts);
        }

        return Print(step.Output);
    }

    private ImmutableArray<string> Print(IEnumerable<string> texts)
    {
        if (!_open.TryPeek(out var waiting)) return [.. texts];
        waiting.AddRange(texts);
        return [];
    }
}
