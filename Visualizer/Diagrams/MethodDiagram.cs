using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>A method as its state machine: a node for each block, and one in the callee's lane for each call that leaves.</summary>
public static class MethodDiagram
{
    private const string EntryId = "entry";
    private const string UnknownHome = "any operator";

    /// <summary>The diagram of the method of that name, such as <c>User.BuyItem</c>.</summary>
    /// <exception cref="KeyNotFoundException">The program has no such method.</exception>
    public static Diagram Of(Program program, string method) =>
        Of(program, program.Method(method), new BlockText(program.Sources).Lines, Note, _ => "");

    /// <summary>The diagram of a method alone; its blocks show the code of the IR, since the source text is not at hand.</summary>
    public static Diagram Of(Method method) =>
        new Builder(method, method.Name.IndexOf('.') is > 0 and var dot ? method.Name[..dot] : UnknownHome, new BlockText([]).Lines, Note, _ => "").Build();

    /// <summary>The diagram of a method with other text and notes in its blocks.</summary>
    /// <param name="mark">What stands before the name of a called method.</param>
    internal static Diagram Of(Program program, Method method, Func<Block, Sequence<string>> text, Func<Block, string> note, Func<Call, string> mark) =>
        new Builder(method, HomeOf(program, method), text, note, mark).Build();

    private sealed class Builder(
        Method method, string home, Func<Block, Sequence<string>> text, Func<Block, string> note, Func<Call, string> mark)
    {
        private readonly List<DiagramNode> _nodes = [];
        private readonly List<DiagramEdge> _edges = [];
        private readonly List<DiagramLane> _lanes = [];

        public Diagram Build()
        {
            _lanes.Add(new DiagramLane("home", home));
            _nodes.Add(new DiagramNode(EntryId, NodeKind.Entry, MethodTitle.Of(method.Name), "", [], "home"));
            _edges.Add(new DiagramEdge(EntryId, NodeId(0), EdgeKind.Flow, Names(method.Parameters)));
            foreach (var block in method.Blocks) Add(block);
            return new Diagram(Signature(method), Describe(), FlowDirection.Down, _nodes.ToSequence(), _edges.ToSequence(), _lanes.ToSequence())
            {
                Legend = Legend.Of(
                    _edges,
                    (EdgeKind.Flow, "goes on in the same step"),
                    (EdgeKind.RemoteCall, "a call leaves, with what the method keeps"),
                    (EdgeKind.Answer, "the answer comes back"),
                    (EdgeKind.LocalCall, "calls another method of its entity"),
                    (EdgeKind.Recursion, "calls itself"),
                    (EdgeKind.Failure, "on failure")),
            };
        }

        private void Add(Block block)
        {
            _nodes.Add(new DiagramNode(NodeId(block.Id), Kind(block.Kind), $"b{block.Id}", note(block), Sections(text(block)), "home"));
            foreach (var (name, call) in Starts(block)) Hop(block, name, call, ["start"], null, null);
            switch (block.Terminator)
            {
                case GotoTerminator jump:
                    Connect(block.Id, jump.Target, EdgeKind.Flow);
                    break;
                case BranchTerminator branch:
                    Connect(block.Id, branch.Then, EdgeKind.Flow, "true");
                    Connect(block.Id, branch.Else, EdgeKind.Flow, "false");
                    break;
                case CallTerminator { Call: InPlaceCall inPlace } call:
                    Connect(block.Id, call.Resume, inPlace.Method == method.Name ? EdgeKind.Recursion : EdgeKind.LocalCall, [.. Names(call.Answer), .. Kept(call.Frame)]);
                    break;
                case CallTerminator { Call: WaitCall } call:
                    Connect(block.Id, call.Resume, EdgeKind.Answer, [.. Names(call.Answer), .. Kept(call.Frame)]);
                    break;
                case CallTerminator call:
                    Hop(block, "call", call.Call, Kept(call.Frame), call.Answer, call.Resume);
                    break;
                case ForkTerminator fork:
                    foreach (var (index, branch) in fork.Branches.Index())
                        Hop(block, $"call{index}", branch.Call, index == 0 ? Kept(fork.Frame) : [], branch.Answer, fork.Join);
                    break;
            }

            if (block.Handler is { } handler) Connect(block.Id, handler.Block, EdgeKind.Failure, handler.Failure.Name);
        }

        private void Hop(Block block, string name, Call call, Sequence<string> carried, Variable? answer, int? resume)
        {
            if (!call.IsRemote) return;
            var id = $"{NodeId(block.Id)}.{name}";
            _nodes.Add(new DiagramNode(id, NodeKind.Method, mark(call) + Called(call), "", [], Lane(call)));
            _edges.Add(new DiagramEdge(NodeId(block.Id), id, IsRecursive(call) ? EdgeKind.Recursion : EdgeKind.RemoteCall, carried));
            if (resume is { } target) _edges.Add(new DiagramEdge(id, NodeId(target), EdgeKind.Answer, Names(answer)));
        }

        private bool IsRecursive(Call call) => call is InvokeCall invoke && invoke.Method == method.Name;

        /// <summary>Even an entity of the same type is another one, so it has a lane of its own.</summary>
        private string Lane(Call call)
        {
            var entity = Entity(call);
            var title = entity == home ? $"{entity} (another)" : entity;
            if (_lanes.FindIndex(1, lane => lane.Id == entity) < 0) _lanes.Add(new DiagramLane(entity, title));
            return entity;
        }

        private string Describe()
        {
            var called = method.Blocks.Select(block => block.Terminator).SelectMany(terminator => terminator switch
            {
                CallTerminator { Call.IsRemote: true } call => [Called(call.Call)],
                ForkTerminator fork => fork.Branches.Select(branch => Called(branch.Call)),
                _ => [],
            }).Distinct().ToArray();
            var count = method.Blocks.Count;
            var calls = called.Length == 0 ? "without calls of other entities" : $"with calls of {string.Join(", ", called)}";
            return $"The state machine of {method.Name}: {count} {(count == 1 ? "block" : "blocks")} {calls}.";
        }

        private void Connect(int from, int to, EdgeKind kind, params Sequence<string> label) =>
            _edges.Add(new DiagramEdge(NodeId(from), NodeId(to), kind, label));
    }

    private static string HomeOf(Program program, Method method) =>
        program.Operators.Append(program.Script).FirstOrDefault(op => op.Methods.Any(other => other.Name == method.Name))?.Name ?? UnknownHome;

    /// <summary>The id of the node that stands for a block.</summary>
    internal static string NodeId(int block) => $"b{block}";

    /// <summary>The id of the node that stands for a call which a block sends; null if it sends none that stands there.</summary>
    internal static string? HopId(Block block, SourceSpan call) =>
        Hops(block).Where(hop => hop.Call.Span == call).Select(hop => $"{NodeId(block.Id)}.{hop.Name}").FirstOrDefault();

    private static IEnumerable<(string Name, Call Call)> Starts(Block block) =>
        ExpressionChildren.Of(block).SelectMany(ExpressionChildren.Starts).Select((start, index) => ($"start{index}", start.Call));

    /// <summary>The calls that leave with the end of a block, or are started in it.</summary>
    private static IEnumerable<(string Name, Call Call)> Hops(Block block)
    {
        var started = Starts(block);
        return block.Terminator switch
        {
            CallTerminator { Call.IsRemote: true } call => started.Append(("call", call.Call)),
            ForkTerminator fork => started.Concat(fork.Branches.Select((branch, index) => ($"call{index}", branch.Call))),
            _ => started,
        };
    }

    internal static NodeKind Kind(BlockKind kind) => kind switch
    {
        BlockKind.Code => NodeKind.Code,
        BlockKind.Branch => NodeKind.Branch,
        BlockKind.RemoteCall => NodeKind.RemoteCall,
        BlockKind.InPlaceCall => NodeKind.InPlaceCall,
        BlockKind.Wait => NodeKind.Wait,
        BlockKind.Fork => NodeKind.Fork,
        BlockKind.Join => NodeKind.Join,
        BlockKind.Return => NodeKind.Return,
        BlockKind.Fail => NodeKind.Fail,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Note(Block block) => block.Terminator switch
    {
        CallTerminator { Call: InPlaceCall call } => $"calls {call.Method} in place",
        CallTerminator { Call: WaitCall } => "waits",
        CallTerminator { Call: CreateCall call } => $"creates {call.Entity}",
        CallTerminator call => $"calls {Called(call.Call)}",
        ForkTerminator fork => $"makes {fork.Branches.Count} calls at once",
        ReturnTerminator => block.Kind == BlockKind.Join ? "takes all answers, returns" : "returns",
        FailTerminator or RethrowTerminator => "fails",
        BranchTerminator => "decides",
        _ when block.Kind == BlockKind.Join => "takes all answers",
        _ => "",
    };

    private static string Called(Call call) => call switch
    {
        InvokeCall invoke => invoke.Method,
        CreateCall create => $"new {create.Entity}",
        ExistsCall exists => $"{exists.Entity}.Exists",
        InPlaceCall inPlace => inPlace.Method,
        _ => "wait",
    };

    private static string Entity(Call call) => call switch
    {
        InvokeCall invoke => invoke.Entity,
        CreateCall create => create.Entity,
        ExistsCall exists => exists.Entity,
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    private static Sequence<Sequence<string>> Sections(Sequence<string> lines) => lines.Count == 0 ? [] : [lines];

    private static Sequence<string> Names(Variable? variable) => variable is null ? [] : [variable.Name];

    private static Sequence<string> Names(Sequence<Variable> variables) => Wrapped.Lines("", variables.Select(variable => variable.Name));

    private static Sequence<string> Kept(Sequence<Variable> frame) => Wrapped.Lines("keeps ", frame.Select(variable => variable.Name));

    internal static string Signature(Method method)
    {
        var parameters = method.Kind is MethodKind.Property or MethodKind.Script
            ? ""
            : $"({string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"))})";
        var result = method.Kind == MethodKind.Script ? "" : $" : {method.Result}";
        return $"{method.Name}{parameters}{result}{(method.IsTransactional ? ", transactional" : "")}";
    }
}
