using StateFlow.Language.IR;
using StateFlow.Language.Lowering;
using StateFlow.Language.Lowering.Flow;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Lowering.Printing;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Passes;

/// <summary>Reads the stages of a method in the notation of the printers.</summary>
internal sealed class MethodPassesReader
{
    private readonly MethodStages _stages;
    private readonly ImmutableArray<PrintedLine> _normalized;
    private readonly Sequence<SourceSpan> _calls;
    private readonly Dictionary<SourceSpan, int> _numbers;

    private MethodPassesReader(MethodStages stages)
    {
        _stages = stages;
        _normalized = NormalPrinter.Lines(stages.Normal.Code);
        _calls = _normalized.SelectMany(line => line.Calls).Select(call => call.Call.Span).Distinct().ToSequence();
        _numbers = _calls.Index().ToDictionary(pair => pair.Item, pair => pair.Index + 1);
    }

    /// <summary>The stages of the method of that name; null if there is none.</summary>
    public static MethodPasses? Read(NormalProgram program, string method, ImmutableArray<SourceText> sources) =>
        program.Methods.FirstOrDefault(normal => normal.Signature.Name == method) is { } found
            ? new MethodPassesReader(new MethodStages(found)).Read(sources)
            : null;

    private MethodPasses Read(ImmutableArray<SourceText> sources) => new(
        SourceLines.Of(SourceSpans(_stages.Normal), sources, _calls),
        _normalized.Select(Line).ToSequence(),
        new PassGraph(_stages.ControlFlow.Blocks.Select(Block).ToSequence(), _stages.ControlFlow.Blocks.SelectMany(block => Edges(block.Id, block.Terminator, block.Handler)).ToSequence()),
        new PassGraph(_stages.Split.Blocks.Select(Block).ToSequence(), _stages.Split.Blocks.SelectMany(block => Edges(block.Id, block.Terminator, block.Handler)).ToSequence()),
        _stages.StateMachine,
        _calls);

    /// <summary>Where the method stands; what stands between the statements of the script are other declarations.</summary>
    private IEnumerable<SourceSpan> SourceSpans(NormalMethod method)
    {
        var statements = method.Code.Statements.Select(statement => statement.Span).Concat(_calls);
        return method.Signature.Kind == MethodKind.Script ? statements : statements.Prepend(method.Signature.Span);
    }

    private CodeLine Line(PrintedLine line)
    {
        var indentation = IndentedWriter.Indentation(line.Depth);
        return new CodeLine(
            line.Span.Length > 0 ? line.Span.Start.Line : 0,
            indentation + line.Text,
            line.Calls.Select(call => new CallPlace(_numbers[call.Call.Span], indentation.Length + call.End)).ToSequence());
    }

    private PassBlock Block(BasicBlock block) => new(
        block.Id,
        Split.Kind(block.Terminator),
        BlockPrinter.Lines(block).Select(Line).ToSequence(),
        []);

    private PassBlock Block(Block block) => new(
        block.Id,
        block.Kind,
        BlockPrinter.Lines(block).Select(Line).ToSequence(),
        _stages.Live.LiveIn[block.Id].Order().Select(slot => _stages.Split.Variables[slot].Name).ToSequence());

    private IEnumerable<PassEdge> Edges(int block, Terminator terminator, Handler? handler)
    {
        IEnumerable<PassEdge> edges = terminator switch
        {
            GotoTerminator jump => [new PassEdge(block, jump.Target, PassEdgeKind.Step, "", [])],
            BranchTerminator branch =>
            [
                new PassEdge(block, branch.Then, PassEdgeKind.Step, "true", []),
                new PassEdge(block, branch.Else, PassEdgeKind.Step, "false", []),
            ],
            CallTerminator call => [Answer(call.Resume, [call.Call], [call.Answer])],
            ForkTerminator fork => [Answer(fork.Join, fork.Branches.Select(branch => branch.Call), fork.Branches.Select(branch => branch.Answer))],
            _ => [],
        };
        return handler is null ? edges : edges.Append(new PassEdge(block, handler.Block, PassEdgeKind.Failure, handler.Failure.Name, []));

        PassEdge Answer(int target, IEnumerable<Call> calls, IEnumerable<Variable?> answers) => new(
            block,
            target,
            PassEdgeKind.Answer,
            string.Join(", ", answers.Where(answer => answer is not null).Select(answer => answer!.Name)),
            calls.Select(call => _numbers[call.Span]).ToSequence());
    }
}
