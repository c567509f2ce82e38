using StateFlow.Interpreter.Execution;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Whether the last tick of a run came to a place, and was not already there.</summary>
internal static class Arrival
{
    /// <summary>A method begins, called by an event or in place.</summary>
    public static bool IsEntry(Timeline timeline) =>
        timeline.Now is { Index: 0, Block.Id: 0 }
        && (timeline.TakenUp is null ? timeline.Now.Activations > timeline.Before.Activations : timeline.TakenUp is InvokeEvent);

    /// <summary>The run has come to a line: from another one, or by a new call.</summary>
    public static bool AtLine(Timeline timeline, LineTarget target)
    {
        var now = timeline.Now;
        if (!now.IsAtCode || !IsOn(now, now.Index, target)) return false;
        if (now.Index > 0) return !IsOn(now, now.Index - 1, target);
        if (IsEntry(timeline)) return true;
        var before = timeline.Before;
        if (timeline.TakenUp is null && before.Method == now.Method && before.Activations == now.Activations) return !IsOn(before, before.IsAtCode ? before.Index : before.Index - 1, target);
        return !now.Method!.Blocks.Any(block => Waits(block, now.Block!.Id) && block.Terminator.Span is var span && span.Start.Line == target.Line && span.File == target.File);
    }

    /// <summary>Whether a block waits for something after which another one runs.</summary>
    private static bool Waits(Block block, int next) => block.Terminator switch
    {
        CallTerminator call => call.Resume == next,
        ForkTerminator fork => fork.Join == next,
        _ => false,
    } || block.Handler?.Block == next;

    private static bool IsOn(Moment moment, int index, LineTarget target) =>
        moment.SpanAt(index) is var span && span.Start.Line == target.Line && span.File == target.File;
}
