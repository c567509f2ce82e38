using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Execution;

/// <summary>A method that is running in the current step, or called in place by one that is.</summary>
internal sealed class Activation(Method method, Value[] locals, Block block, SourceSpan calledAt, int frameCount)
{
    public Method Method { get; } = method;

    public Value[] Locals { get; } = locals;

    /// <summary>Where the method was called.</summary>
    public SourceSpan CalledAt { get; } = calledAt;

    /// <summary>The step's frames when the method itself runs, without what it calls in place.</summary>
    public int FrameCount { get; } = frameCount;

    public Block Block { get; private set; } = block;

    /// <summary>The next statement; past the last one comes the terminator.</summary>
    public int Statement { get; private set; }

    /// <summary>The source of what runs next.</summary>
    public SourceSpan Span => Statement < Block.Statements.Count ? Block.Statements[Statement].Span : Block.Terminator.Span;

    public bool IsAtTerminator => Statement == Block.Statements.Count;

    public Statement Next() => Block.Statements[Statement++];

    /// <summary>The same activation, apart from this one from now on.</summary>
    public Activation Copy() => new(Method, [.. Locals], Block, CalledAt, FrameCount) { Statement = Statement };

    public void GoTo(int block)
    {
        Block = Method.Blocks[block];
        Statement = 0;
    }
}
