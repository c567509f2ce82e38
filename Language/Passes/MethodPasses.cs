using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Passes;

/// <summary>One method at every stage from its source text to its state machine.</summary>
/// <param name="Source">The lines that it was written in, without the indentation that they share.</param>
/// <param name="Normalized">Its code after every call that may wait was given a line of its own.</param>
/// <param name="ControlFlow">Its basic blocks; calls still stand inside them.</param>
/// <param name="Split">The blocks after cutting at every call that may wait, with the live variables at their entries.</param>
/// <param name="StateMachine">The method of the IR.</param>
/// <param name="Calls">The places of the calls that may wait, in the order of the normalized code. Code that was copied has one place.</param>
public sealed record MethodPasses(
    Sequence<CodeLine> Source,
    Sequence<CodeLine> Normalized,
    PassGraph ControlFlow,
    PassGraph Split,
    Method StateMachine,
    Sequence<SourceSpan> Calls)
{
    /// <summary>The number, from 1, by which all stages know a call of this method: that of its place in <see cref="Calls"/>.</summary>
    /// <exception cref="KeyNotFoundException">The method makes no such call.</exception>
    public int NumberOf(Call call)
    {
        for (var i = 0; i < Calls.Count; i++)
        {
            if (Calls[i] == call.Span) return i + 1;
        }

        throw new KeyNotFoundException($"{StateMachine.Name} has no call at {call.Span}");
    }
}

/// <summary>A line of code.</summary>
/// <param name="SourceLine">The line of the source file that it stands for; 0 if there is none.</param>
/// <param name="Calls">The calls that may wait, in the order in which they stand in the text.</param>
public sealed record CodeLine(int SourceLine, string Text, Sequence<CallPlace> Calls);

/// <summary>Where in a line a call stands.</summary>
/// <param name="Number">The call, by <see cref="MethodPasses.NumberOf"/>.</param>
/// <param name="End">How many characters of the line come before the call's end.</param>
public sealed record CallPlace(int Number, int End);

/// <summary>A method as blocks and the ways between them.</summary>
/// <param name="Blocks">By id; the first is the entry.</param>
public sealed record PassGraph(Sequence<PassBlock> Blocks, Sequence<PassEdge> Edges);

/// <summary>A block.</summary>
/// <param name="Lines">What it does, without where it leads.</param>
/// <param name="Live">The names of the variables that it, or a block after it, still reads; empty before liveness is known.</param>
public sealed record PassBlock(int Id, BlockKind Kind, Sequence<CodeLine> Lines, Sequence<string> Live);

/// <summary>When a <see cref="PassEdge"/> is taken.</summary>
public enum PassEdgeKind
{
    /// <summary>At once.</summary>
    Step,

    /// <summary>When an answer has come.</summary>
    Answer,

    /// <summary>When the block fails.</summary>
    Failure,
}

/// <summary>A way from one block to another, by their ids.</summary>
/// <param name="Label"><c>true</c> or <c>false</c>, or the names of the variables that take the answers or the failure; may be empty.</param>
/// <param name="Calls">The numbers of the calls that are answered, by <see cref="MethodPasses.NumberOf"/>.</param>
public sealed record PassEdge(int Source, int Target, PassEdgeKind Kind, string Label, Sequence<int> Calls);
