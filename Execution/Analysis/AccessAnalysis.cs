using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Execution.Analysis;

/// <summary>What code may do with the state of its entity.</summary>
[Flags]
internal enum Access
{
    /// <summary>Nothing, but for what never changes.</summary>
    None = 0,

    /// <summary>Read mutable fields.</summary>
    Read = 1,

    /// <summary>Write fields.</summary>
    Write = 2,
}

/// <summary>Finds out, without executing it, what each part of a program may do with the state of its entity.</summary>
internal sealed class AccessAnalysis
{
    private readonly Dictionary<string, ImmutableArray<BlockUse>> _uses = [];
    private readonly Dictionary<string, Access> _methods = [];
    private readonly HashSet<string> _withEffects;

    /// <summary>Analyzes a program.</summary>
    public AccessAnalysis(Program program)
    {
        foreach (var op in program.Operators.Append(program.Script))
        {
            ImmutableArray<string> closures = [.. op.Methods.SelectMany(method => method.Blocks).SelectMany(BlockExpressions.Of).OfType<ClosureExpression>().Select(closure => closure.Method).Distinct()];
            foreach (var method in op.Methods) _uses.Add(method.Name, [.. method.Blocks.Select(block => Uses(op, block, closures))]);
        }

        foreach (var method in program.Functions) _uses.Add(method.Name, [.. method.Blocks.Select(block => Uses(null, block, []))]);
        foreach (var (method, uses) in _uses) _methods[method] = uses.Aggregate(Access.None, (access, use) => access | use.Access);
        var hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            foreach (var (method, uses) in _uses)
            {
                var access = uses.SelectMany(use => use.Reached).Aggregate(_methods[method], (sum, called) => sum | _methods[called]);
                hasChanged |= access != _methods[method];
                _methods[method] = access;
            }
        }

        _withEffects = WithEffects(program);
        Prints = _uses.Values.Any(uses => uses.Any(use => use.Prints));
    }

    /// <summary>Whether anything in the program prints.</summary>
    public bool Prints { get; }

    /// <summary>Whether a method, with all that it calls on whatever entity, may change a state, create an entity or print.</summary>
    public bool HasEffects(Method method) => _withEffects.Contains(method.Name);

    /// <summary>What a method, with what it calls in place, may do from its first block to its end.</summary>
    public Access Of(Method method) => _methods[method.Name];

    /// <summary>What a method may do from a block on, until it waits for another entity.</summary>
    public Access From(Method method, int block)
    {
        var access = Access.None;
        var seen = new HashSet<int>();
        var next = new Stack<int>([block]);
        while (next.TryPop(out var id))
        {
            if (!seen.Add(id)) continue;
            var reached = method.Blocks[id];
            var use = _uses[method.Name][id];
            access = use.Reached.Aggregate(access | use.Access, (sum, called) => sum | _methods[called]);
            foreach (var successor in Successors(reached)) next.Push(successor);
        }

        return access;
    }

    private static IEnumerable<int> Successors(Block block)
    {
        switch (block.Terminator)
        {
            case GotoTerminator jump:
                yield return jump.Target;
                break;
            case BranchTerminator branch:
                yield return branch.Then;
                yield return branch.Else;
                break;
            case CallTerminator { Call.IsRemote: false } call:
                yield return call.Resume;
                break;
        }

        if (block.Handler is { } handler) yield return handler.Block;
    }

    /// <summary>Goes from the methods that have effects of their own against the direction of the calls.</summary>
    private HashSet<string> WithEffects(Program program)
    {
        var callers = _uses
            .SelectMany(entry => entry.Value.SelectMany(use => use.Methods).Select(called => (Caller: entry.Key, Called: called)))
            .Concat(program.Calls.Edges.Select(edge => (Caller: edge.Source, Called: edge.Target)))
            .ToLookup(call => call.Called, call => call.Caller);
        var found = new HashSet<string>();
        var pending = new Stack<string>(_uses.Where(entry => entry.Value.Any(use => use.HasEffect)).Select(entry => entry.Key));
        while (pending.TryPop(out var method))
        {
            if (!found.Add(method)) continue;
            foreach (var caller in callers[method]) pending.Push(caller);
        }

        return found;
    }

    /// <param name="closures">The methods of the operator's function values, any of which a variable may hold, also one set before a wait.</param>
    private static BlockUse Uses(Operator? op, Block block, ImmutableArray<string> closures)
    {
        var access = Access.None;
        var methods = ImmutableArray.CreateBuilder<string>();
        var (hasEffect, prints) = (Creates(block.Terminator), false);
        var mayApply = false;
        if (block.Terminator is CallTerminator { Call: InPlaceCall inPlace }) methods.Add(inPlace.Method);
        foreach (var expression in BlockExpressions.Of(block))
        {
            switch (expression)
            {
                case FieldExpression field when op!.Fields[field.Index].IsMutable:
                    access |= Access.Read;
                    break;
                case AssignFieldExpression:
                    access |= Access.Write;
                    hasEffect = true;
                    break;
                case PrintExpression:
                    hasEffect = prints = true;
                    break;
                case CallExpression call:
                    methods.Add(call.Method);
                    break;
                case ClosureExpression closure:
                    methods.Add(closure.Method);
                    break;
                case LocalExpression local:
                    mayApply |= MayHoldFunction(local.Variable.Type);
                    break;
            }
        }

        return new BlockUse(access, methods.ToImmutable(), mayApply ? closures : [], hasEffect, prints);
    }

    private static bool MayHoldFunction(DataType type) => type is FunctionType or TypeParameter || TypeStructure.Parts(type).Any(MayHoldFunction);

    private static bool Creates(Terminator terminator) => terminator switch
    {
        CallTerminator { Call: CreateCall } => true,
        ForkTerminator fork => fork.Branches.Any(branch => branch.Call is CreateCall),
        _ => false,
    };

    /// <param name="Methods">What the block calls in place, and the methods of the function values that it makes.</param>
    /// <param name="Held">The methods of function values that it may have been given.</param>
    private readonly record struct BlockUse(Access Access, ImmutableArray<string> Methods, ImmutableArray<string> Held, bool HasEffect, bool Prints)
    {
        /// <summary>All methods that may run in the block.</summary>
        public IEnumerable<string> Reached => Methods.Concat(Held);
    }
}
