using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>The pass that turns structured statements into basic blocks and jumps.</summary>
internal sealed class ControlFlow
{
    private readonly List<OpenBlock> _blocks = [];
    private OpenBlock _current;
    private Handler? _handler;

    private ControlFlow(SourceSpan span) => _current = Open(span);

    public static ControlFlowGraph Run(NormalMethod method)
    {
        var span = method.Signature.Span;
        var flow = new ControlFlow(span);
        flow.Emit(method.Code);

        // What runs off the end without a value ends here only if it is unreachable.
        flow.Close(new ReturnTerminator(new LiteralExpression(Literal.Unit, DataType.Unit, span), span));
        ImmutableArray<BasicBlock> blocks = [.. flow._blocks.Select(block => block.ToBasicBlock())];
        return new ControlFlowGraph(method.Signature, method.Variables, BlockGraph.Simplify(blocks));
    }

    private void Emit(NormalCode code)
    {
        foreach (var statement in code.Statements) Emit(statement);
    }

    private void Emit(NormalStatement statement)
    {
        switch (statement)
        {
            case NormalIf node:
                EmitIf(node);
                break;
            case NormalLoop node:
                EmitLoop(node);
                break;
            case NormalTry node:
                EmitTry(node);
                break;
            case NormalReturn node:
                End(new ReturnTerminator(node.Value, node.Span));
                break;
            case NormalFail node:
                End(new FailTerminator(node.Message, node.Span));
                break;
            case NormalRethrow node:
                End(new RethrowTerminator(node.Failure, node.Span));
                break;
            default:
                _current.Statements.Add(statement);
                break;
        }
    }

    private void EmitIf(NormalIf node)
    {
        var start = _current;
        var then = Open(node.Span);
        _current = then;
        Emit(node.Then);
        var thenEnd = _current;

        OpenBlock? @else = null, elseEnd = null;
        if (!node.Else.Statements.IsEmpty)
        {
            _current = @else = Open(node.Span);
            Emit(node.Else);
            elseEnd = _current;
        }

        var join = Open(node.Span);
        start.Terminator ??= new BranchTerminator(node.Condition, then.Id, (@else ?? join).Id, node.Condition.Span);
        thenEnd.Terminator ??= new GotoTerminator(join.Id, node.Span);
        if (elseEnd is not null) elseEnd.Terminator ??= new GotoTerminator(join.Id, node.Span);
        _current = join;
    }

    private void EmitLoop(NormalLoop node)
    {
        var head = Open(node.Span);
        Close(new GotoTerminator(head.Id, node.Span));
        _current = head;
        Emit(node.Setup);
        var test = _current;
        var body = _current = Open(node.Span);
        Emit(node.Body);
        Close(new GotoTerminator(head.Id, node.Span));
        _current = Open(node.Span);
        test.Terminator ??= new BranchTerminator(node.Condition, body.Id, _current.Id, node.Condition.Span);
    }

    private void EmitTry(NormalTry node)
    {
        var outer = _handler;
        var handler = Open(node.Span);
        _handler = new Handler(handler.Id, node.Failure);
        var body = Open(node.Span);
        Close(new GotoTerminator(body.Id, node.Span));
        _current = body;
        Emit(node.Body);
        var bodyEnd = _current;
        _handler = outer;

        _current = handler;
        Emit(node.Handler);
        var join = Open(node.Span);
        bodyEnd.Terminator ??= new GotoTerminator(join.Id, node.Span);
        Close(new GotoTerminator(join.Id, node.Span));
        _current = join;
    }

    private void End(Terminator terminator)
    {
        Close(terminator);
        _current = Open(terminator.Span);
    }

    private void Close(Terminator terminator) => _current.Terminator ??= terminator;

    private OpenBlock Open(SourceSpan span)
    {
        var block = new OpenBlock(_blocks.Count, _handler, span);
        _blocks.Add(block);
        return block;
    }

    private sealed class OpenBlock(int id, Handler? handler, SourceSpan span)
    {
        public int Id { get; } = id;

        public List<NormalStatement> Statements { get; } = [];

        public Terminator? Terminator { get; set; }

        public BasicBlock ToBasicBlock() => new(Id, [.. Statements], Terminator!, handler, Covered());

        /// <summary>The source of what the block does, not of the construct it is a part of.</summary>
        private SourceSpan Covered()
        {
            var spans = Statements.Select(statement => statement.Span);
            if (Terminator is not GotoTerminator) spans = spans.Append(Terminator!.Span);
            spans = spans.Where(covered => covered.Length > 0);
            return spans.Any() ? spans.Aggregate((left, right) => left.To(right)) : span;
        }
    }
}
