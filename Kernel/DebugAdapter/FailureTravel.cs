using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Values;

namespace StateFlow.DebugAdapter;

/// <summary>Goes back in a run that a failure has ended.</summary>
internal static class FailureTravel
{
    /// <summary>Goes to before the place where a failure arose; false, and nothing is moved, if there is none.</summary>
    public static bool ToOrigin(DebugSession session, Failure failure)
    {
        var end = session.Position;
        var resting = session.Breakpoints.Where(breakpoint => breakpoint.IsEnabled).ToList();
        foreach (var breakpoint in resting) session.Enable(breakpoint.Id, false);
        var (guide, _) = session.Break(new FailureTarget());
        try
        {
            while (session.ReverseContinue() is { Reason: FailureThrown { Failure: var thrown } })
            {
                if (thrown.Message == failure.Message && thrown.Span == failure.Span) return true;
            }

            session.GoTo(end);
            return false;
        }
        finally
        {
            session.Remove(guide!.Id);
            foreach (var breakpoint in resting) session.Enable(breakpoint.Id, true);
        }
    }
}
