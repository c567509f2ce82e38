using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Tells apart the messages of a trace that faults have let come or go more than once under one id.</summary>
internal static class RepeatedMessages
{
    /// <summary>The trace with ids of which each is sent once and received once; the copies of a message get a number.</summary>
    public static Trace Distinguish(Trace trace)
    {
        var received = new Dictionary<string, int>();
        var sent = new Dictionary<string, int>();
        return new Trace(trace.Steps.Select(step => step with
        {
            Received = Numbered(step.Received, received),
            Sent = step.Sent.Select(message => Numbered(message, sent)).ToSequence(),
        }).ToSequence());
    }

    private static TraceMessage Numbered(TraceMessage message, Dictionary<string, int> occurrences)
    {
        var number = occurrences[message.Id] = occurrences.GetValueOrDefault(message.Id) + 1;
        return number == 1 ? message : message with { Id = $"{message.Id}#{number}" };
    }
}
