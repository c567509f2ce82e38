using StateFlow.Language.IR;

namespace StateFlow.Language.Traces;

/// <summary>The part of a run that belongs to one call.</summary>
public static class CallTrace
{
    /// <summary>
    /// The steps of one call of a method, and of every call that it makes, from the step that sends it to the step that takes its
    /// answer; null if there is no such call.
    /// </summary>
    /// <param name="method">The name of the method in the program, such as <c>User.BuyItem</c>.</param>
    /// <param name="ordinal">Which of its calls, from 1, in the order in which they arrive.</param>
    public static Trace? OfCall(this Trace trace, string method, int ordinal = 1)
    {
        var first = trace.Steps.Where(step => IsCallOf(step, method)).Skip(ordinal - 1).FirstOrDefault();
        if (first is null) return null;

        var call = first.Received.Id;
        var messages = new HashSet<string> { call };
        var steps = new List<TraceStep>();
        foreach (var step in trace.Steps)
        {
            if (step.Sent.Any(message => message.Id == call))
            {
                steps.Add(step with { Sent = step.Sent.Where(message => message.Id == call).ToSequence() });
                continue;
            }

            if (!messages.Contains(step.Received.Id)) continue;
            var isAnswered = step.Received.Answers == call && !step.EndsTransaction;
            steps.Add(isAnswered ? step with { Sent = [] } : step);
            if (isAnswered) break;
            messages.UnionWith(step.Sent.Select(message => message.Id));
        }

        return new Trace(steps.ToSequence());
    }

    private static bool IsCallOf(TraceStep step, string method) =>
        step.Received.Kind == TraceMessageKind.Call && step.Path.Count > 0 && step.Path[0].Method == method;
}
