using System.Collections.Immutable;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.Tests.Lowering;

/// <summary>
/// Finds live variables in the plainest way: every read and every write is a node of a graph, and sets grow along its edges
/// until nothing changes.
/// </summary>
internal sealed class LivenessOracle
{
    private readonly List<Node> _nodes = [];
    private readonly int[] _entries;

    public LivenessOracle(Method method)
    {
        _entries = [.. method.Blocks.Select(_ => Add(null))];
        foreach (var block in method.Blocks) AddCode(block);
        Solve();
    }

    public ImmutableHashSet<int> LiveIn(int block) => _nodes[_entries[block]].Live;

    /// <summary>What is live after the block's call, whether it gives an answer or fails.</summary>
    public ImmutableHashSet<int> Frame(Block block)
    {
        var answered = block.Terminator switch
        {
            CallTerminator call => Without(LiveIn(call.Resume), [call.Answer]),
            ForkTerminator fork => Without(LiveIn(fork.Join), fork.Branches.Select(branch => branch.Answer)),
            _ => throw new ArgumentException("the block does not wait", nameof(block)),
        };
        return block.Handler is { } handler ? answered.Union(Without(LiveIn(handler.Block), [handler.Failure])) : answered;
    }

    private static ImmutableHashSet<int> Without(ImmutableHashSet<int> live, IEnumerable<Variable?> set) =>
        live.Except(set.OfType<Variable>().Select(variable => variable.Slot));

    private void AddCode(Block block)
    {
        int? onFailure = block.Handler is { } handler ? Write(handler.Failure, _entries[handler.Block], null) : null;
        var next = block.Terminator switch
        {
            GotoTerminator jump => Add(onFailure, _entries[jump.Target]),
            BranchTerminator branch => Condition(branch.Condition, _entries[branch.Then], _entries[branch.Else], onFailure),
            CallTerminator call => All(ExpressionChildren.Of(call), Write(call.Answer, _entries[call.Resume], onFailure), onFailure),
            ForkTerminator fork => All(
                ExpressionChildren.Of(fork),
                fork.Branches.Aggregate(_entries[fork.Join], (after, branch) => Write(branch.Answer, after, onFailure)),
                onFailure),
            var end => All(ExpressionChildren.Of(end), Add(onFailure), onFailure),
        };
        foreach (var statement in block.Statements.Reverse())
        {
            next = statement switch
            {
                AssignStatement assign => Value(assign.Value, Write(assign.Variable, next, onFailure), onFailure),
                _ => All(ExpressionChildren.Of(statement), next, onFailure),
            };
        }

        _nodes[_entries[block.Id]].Successors.Add(next);
        if (onFailure is { } failing) _nodes[_entries[block.Id]].Failing = failing;
    }

    /// <summary>The node at which the evaluation of an expression begins that goes on at <paramref name="next"/>.</summary>
    private int Value(Expression expression, int next, int? onFailure)
    {
        switch (expression)
        {
            case LocalExpression local: return Read(local.Variable, next, onFailure);
            case AssignLocalExpression assign: return Value(assign.Value, Write(assign.Variable, next, onFailure), onFailure);
            case AndExpression or OrExpression: return Condition(expression, next, next, onFailure);
            case IfExpression node: return Condition(node.Condition, Value(node.Then, next, onFailure), Value(node.Else, next, onFailure), onFailure);
            case WhileExpression loop:
                var test = Add(onFailure);
                _nodes[test].Successors.Add(Condition(loop.Condition, Value(loop.Body, test, onFailure), next, onFailure));
                return test;
            case ForEachExpression loop: return Value(loop.List, Loop(loop.Variable, loop.Body, next, onFailure), onFailure);
            case ForRangeExpression loop: return All([loop.From, loop.Step, loop.To], Loop(loop.Variable, loop.Body, next, onFailure), onFailure);
            case TryExpression node: return Add(onFailure, Try(node, next, onFailure));
            default: return All(ExpressionChildren.Of(expression), next, onFailure);
        }
    }

    private int Try(TryExpression node, int next, int? onFailure)
    {
        var handler = Write(node.Failure, Value(node.Handler, next, onFailure), onFailure);
        return Add(handler, Value(node.Body, next, handler));
    }

    private int Loop(Variable variable, Expression body, int next, int? onFailure)
    {
        var test = Add(onFailure, next);
        _nodes[test].Successors.Add(Write(variable, Value(body, test, onFailure), onFailure));
        return test;
    }

    private int Condition(Expression condition, int whenTrue, int whenFalse, int? onFailure) => condition switch
    {
        AndExpression and => Condition(and.Left, Condition(and.Right, whenTrue, whenFalse, onFailure), whenFalse, onFailure),
        OrExpression or => Condition(or.Left, whenTrue, Condition(or.Right, whenTrue, whenFalse, onFailure), onFailure),
        SequenceExpression { Items: { Count: > 0 } items } => All(items.SkipLast(1), Condition(items[^1], whenTrue, whenFalse, onFailure), onFailure),
        IfExpression choice => Condition(
            choice.Condition,
            Condition(choice.Then, whenTrue, whenFalse, onFailure),
            Condition(choice.Else, whenTrue, whenFalse, onFailure),
            onFailure),
        LiteralExpression { Value: BoolLiteral { Value: var known } } => known ? whenTrue : whenFalse,
        _ => Value(condition, Add(onFailure, whenTrue, whenFalse), onFailure),
    };

    private int All(IEnumerable<Expression> expressions, int next, int? onFailure) =>
        expressions.Reverse().Aggregate(next, (after, expression) => Value(expression, after, onFailure));

    private int Read(Variable variable, int next, int? onFailure)
    {
        var node = Add(onFailure, next);
        _nodes[node].Reads = variable.Slot;
        return node;
    }

    private int Write(Variable? variable, int next, int? onFailure)
    {
        var node = Add(onFailure, next);
        _nodes[node].Writes = variable?.Slot;
        return node;
    }

    private int Add(int? onFailure, params IEnumerable<int> successors)
    {
        _nodes.Add(new Node([.. successors]) { Failing = onFailure });
        return _nodes.Count - 1;
    }

    private void Solve()
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var node in _nodes)
            {
                var live = node.Successors.Aggregate(ImmutableHashSet<int>.Empty, (all, next) => all.Union(_nodes[next].Live));
                if (node.Writes is { } written) live = live.Remove(written);
                if (node.Reads is { } read) live = live.Add(read);
                if (node.Failing is { } failing) live = live.Union(_nodes[failing].Live);
                if (live.Count == node.Live.Count) continue;
                node.Live = live;
                changed = true;
            }
        }
    }

    private sealed class Node(List<int> successors)
    {
        public List<int> Successors { get; } = successors;

        /// <summary>Where it goes on if it fails, before it writes.</summary>
        public int? Failing { get; set; }

        public int? Reads { get; set; }

        public int? Writes { get; set; }

        public ImmutableHashSet<int> Live { get; set; } = [];
    }
}
