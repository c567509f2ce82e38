using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;

namespace StateFlow.Language.Lowering;

/// <summary>Which code may have to wait for another entity: the question that decides where a method is split.</summary>
/// <remarks>Code waits if it contains a remote call, or calls or names a function or member that waits.</remarks>
internal sealed class CallAnalysis
{
    private readonly Dictionary<object, CodeFacts> _facts = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _waiting;
    private readonly Dictionary<BoundExpression, bool> _expressions = new(ReferenceEqualityComparer.Instance);

    private CallAnalysis(BoundProgram program)
    {
        foreach (var member in program.Entities.SelectMany(entity => entity.Members)) Add(member, member.Body);
        foreach (var function in program.Functions) Add(function, function.Body);
        Script = CodeFactsCollector.Collect(program.Statements);
        AddLocalFunctions(Script);
        foreach (var entity in program.Entities)
        {
            foreach (var code in entity.Fields.Select(field => field.Initializer).Concat(entity.Invariants.Select(invariant => invariant.Condition)))
                Add(code, code);
        }

        _waiting = Spread(callable => _facts[callable].EntityCall is not null);
    }

    /// <summary>The facts of the script's statements.</summary>
    public CodeFacts Script { get; }

    /// <summary>Analyses a whole program, broken or not.</summary>
    public static CallAnalysis Of(BoundProgram program) => new(program);

    /// <summary>The facts of a <see cref="FunctionSymbol"/>, a <see cref="MemberSymbol"/>, or a field's or invariant's <see cref="BoundExpression"/>.</summary>
    public CodeFacts Facts(object callable) => _facts[callable];

    public bool CanWait(FunctionSymbol function) => _waiting.Contains(function);

    public bool CanWait(MemberSymbol member) => _waiting.Contains(member);

    /// <summary>Whether evaluating <paramref name="expression"/>, or applying a function value in it, may wait.</summary>
    public bool CanWait(BoundExpression expression)
    {
        if (_expressions.TryGetValue(expression, out var known)) return known;
        var waits = expression switch
        {
            BoundCall call => CanWait(call.Function),
            BoundFunctionValue value => CanWait(value.Function),
            BoundMemberCall { Target: BoundThis, Member: var member } => CanWait(member),
            BoundMemberCall or BoundCreate or BoundExists => true,
            BoundLibraryCall { Function.Name: "wait" } or BoundLibraryValue { Function.Name: "wait" } => true,
            BoundStart start => BoundTreeChildren.Of(start.Call).Any(CanWait),
            _ => false,
        };
        if (!waits && expression is not BoundStart) waits = BoundTreeChildren.Of(expression).Any(CanWait);
        _expressions.Add(expression, waits);
        return waits;
    }

    /// <summary>The callables of which <paramref name="property"/> holds, and all that reach one of them by calls in place.</summary>
    public HashSet<object> Spread(Func<object, bool> property)
    {
        var callers = new Dictionary<object, List<object>>(ReferenceEqualityComparer.Instance);
        foreach (var (caller, facts) in _facts)
        {
            foreach (var callee in facts.Functions.Select(use => (object)use.Function).Concat(facts.Members.Select(use => use.Member)))
            {
                if (!callers.TryGetValue(callee, out var list)) callers.Add(callee, list = []);
                list.Add(caller);
            }
        }

        var found = new HashSet<object>(_facts.Keys.Where(property), ReferenceEqualityComparer.Instance);
        var work = new Queue<object>(found);
        while (work.TryDequeue(out var callee))
        {
            foreach (var caller in callers.GetValueOrDefault(callee, []))
            {
                if (found.Add(caller)) work.Enqueue(caller);
            }
        }

        return found;
    }

    private void Add(object callable, BoundExpression body)
    {
        if (_facts.ContainsKey(callable) || body is null) return;
        var facts = CodeFactsCollector.Collect(body);
        _facts.Add(callable, facts);
        AddLocalFunctions(facts);
    }

    private void AddLocalFunctions(CodeFacts facts)
    {
        foreach (var function in facts.LocalFunctions) Add(function, function.Body);
    }
}
