using StateFlow.Language.IR;
using StateFlow.Language.Traces;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Player;

/// <summary>Finds out, step by step, to which call each step belongs and which call made which.</summary>
internal sealed class CallTree(Program program)
{
    private readonly List<RecordedCall> _calls = [];
    private readonly Dictionary<string, int> _indices = [];

    public ImmutableArray<RecordedCall> Calls => [.. _calls];

    /// <summary>The call that a step executes or goes on with. Each step of a run must be given, in order.</summary>
    public int Of(TraceStep step)
    {
        var received = step.Received;
        if (received.Answers is not { } answered) return _indices.TryGetValue(received.Id, out var index) ? index : Add(received, -1, null, null);
        return !_indices.TryGetValue(answered, out var call) ? 0 : step.EndsTransaction ? call : Math.Max(0, _calls[call].Parent);
    }

    /// <summary>The calls that a step makes.</summary>
    /// <param name="call">What <see cref="Of"/> gave for the step.</param>
    public ImmutableArray<int> Made(TraceStep step, int call) =>
        [.. step.Sent.Where(message => message.Answers is null && message.To != Trace.ClientName).Select(message => Add(step, message, call))];

    private int Add(TraceStep step, TraceMessage message, int parent)
    {
        foreach (var visit in step.Path.Reverse())
        {
            var block = program.Method(visit.Method).Blocks[visit.Block];
            if (MethodDiagram.HopId(block, message.Span) is { } hop) return Add(message, parent, visit.Method, hop);
        }

        return Add(message, parent, null, null);
    }

    private int Add(TraceMessage message, int parent, string? method, string? hop)
    {
        var title = message switch
        {
            { From: Trace.ClientName } => message.To,
            { Kind: TraceMessageKind.Call } => $"{message.To}.{message.Text}",
            _ => message.Text,
        };
        _calls.Add(new RecordedCall(title, parent, method, hop));
        return _indices[message.Id] = _calls.Count - 1;
    }
}
