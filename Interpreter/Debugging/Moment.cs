using StateFlow.Interpreter.Execution;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Where a run is, as far as stepping and breakpoints need to know.</summary>
/// <param name="Method">What runs; null between events.</param>
/// <param name="Index">The next statement of the block; past the last one comes its end.</param>
/// <param name="Activations">How many methods are active in the step under way.</param>
/// <param name="Depth">How many frames there are, those that wait for the running one included.</param>
internal readonly record struct Moment(DebugPosition Position, Method? Method, Block? Block, int Index, int Activations, int Depth, bool IsInTransaction)
{
    public SourceSpan Span => SpanAt(Index);

    /// <summary>Whether something of the program comes next, and not only a jump.</summary>
    public bool IsAtCode => Block is not null && (Index < Block.Statements.Count || Block.Terminator is not GotoTerminator);

    /// <summary>Whether a block begins here, or an event has ended.</summary>
    public bool IsAtBoundary => Block is null || Index == 0;

    public static Moment Of(Scheduler scheduler, DebugPosition position)
    {
        var isInTransaction = !scheduler.State.Transactions.IsEmpty;
        if (scheduler.Current is not { } step) return new Moment(position, null, null, 0, 0, 0, isInTransaction);
        var running = step.Activations[^1];
        return new Moment(position, running.Method, running.Block, running.Statement, step.Activations.Count, step.Below.Depth + step.Activations.Count, isInTransaction);
    }

    public SourceSpan SpanAt(int index) => Block is null || index < 0 ? SourceSpan.None
        : index < Block.Statements.Count ? Block.Statements[index].Span : Block.Terminator.Span;
}
