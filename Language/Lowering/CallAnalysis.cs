using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering;

/// <summary>Which code may have to wait for another entity: the question that decides where a method is split.</summary>
/// <remarks>Code waits if it contains a remote call, or calls or names a function or member that waits.</remarks>
internal sealed class CallAnalysis
{
    private readonly Dictionary<object, CodeFacts> _facts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<LocalSymbol, BoundExpression> _functionValues = [];
    private readonly Dictionary<FunctionSymbol, ImmutableArray<LocalSymbol>> _captures = [];
    private readonly HashSet<object> _waiting;
    private readonly Dictionary<BoundExpression, bool> _expressions = new(ReferenceEqualityComparer.Instance);

    private CallAnalysis(BoundProgram program, IEnumerable<FunctionSymbol> earlier)
    {
        foreach (var function in earlier) Add(function, function.Body);
        foreach (var member in program.Entities.SelectMany(entity => entity.Members)) Add(member, member.Body);
        foreach (var function in program.Functions) Add(function, function.Body);
        Script = CodeFactsCollector.Collect(program.Statements);
        AddNested(Script);
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
    public static CallAnalysis Of(BoundProgram program) => new(program, []);

    /// <summary>Analyses a submission, which may call the functions of <paramref name="earlier"/> ones.</summary>
    public static CallAnalysis Of(BoundProgram program, IEnumerable<FunctionSymbol> earlier) => new(program, earlier);

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
            BoundValue { Symbol: LocalSymbol local } => _functionValues.TryGetValue(local, out var value) && CanWait(value),
            BoundCall call => CanWait(call.Function),
            BoundFunctionValue function => CanWait(function.Function),
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

    /// <summary>Whether <paramref name="function"/>, an expression of function type, gives a function whose application may wait.</summary>
    public bool ApplicationCanWait(BoundExpression function) => function switch
    {
        BoundLambda lambda => CanWait(lambda.Body),
        BoundFunctionValue value => CanWait(value.Function),
        BoundLibraryValue value => value.Function.Name == "wait",
        BoundApply apply => ApplicationCanWait(apply.Function)
            || apply.Arguments.Any(argument => argument.Type is FunctionType && ApplicationCanWait(argument)),
        BoundCompose compose => ApplicationCanWait(compose.First) || ApplicationCanWait(compose.Second),
        BoundValue { Symbol: LocalSymbol local } => IsWaitingFunctionValue(local),
        BoundBlock { Statements: [.., BoundExpressionStatement last] } => ApplicationCanWait(last.Expression),
        BoundIf @if => ApplicationCanWait(@if.Then) || ApplicationCanWait(@if.Else),
        BoundMatch match => match.Arms.Any(arm => ApplicationCanWait(arm.Body)),
        BoundTry @try => ApplicationCanWait(@try.Body) || @try.Handlers.Any(arm => ApplicationCanWait(arm.Body)),
        _ => false,
    };

    /// <summary>Whether <paramref name="local"/> is bound to a function value whose application may wait.</summary>
    public bool IsWaitingFunctionValue(LocalSymbol local) => _functionValues.TryGetValue(local, out var value) && ApplicationCanWait(value);

    /// <summary>The locals that a local function takes from around it, those of functions it calls included.</summary>
    public ImmutableArray<LocalSymbol> Captures(FunctionSymbol function)
    {
        if (!function.IsLocal) return [];
        if (_captures.TryGetValue(function, out var known)) return known;

        var reachable = new HashSet<FunctionSymbol>();
        var work = new Stack<FunctionSymbol>([function]);
        while (work.TryPop(out var next))
        {
            if (!reachable.Add(next)) continue;
            foreach (var (callee, _) in _facts[next].Functions.Where(use => use.Function.IsLocal)) work.Push(callee);
        }

        var captures = reachable.ToDictionary(f => f, f => Free(f, _facts[f].Locals));
        bool grown;
        do
        {
            grown = false;
            foreach (var f in reachable)
            {
                foreach (var (callee, _) in _facts[f].Functions.Where(use => use.Function.IsLocal))
                {
                    foreach (var local in Free(f, captures[callee])) grown |= captures[f].Add(local);
                }
            }
        }
        while (grown);

        foreach (var (f, locals) in captures) _captures[f] = InOrder(locals);
        return _captures[function];
    }

    /// <summary>The locals that a lambda takes from around it, those of local functions it calls included.</summary>
    public ImmutableArray<LocalSymbol> Captures(BoundLambda lambda)
    {
        var facts = CodeFactsCollector.Collect(lambda);
        var locals = new HashSet<LocalSymbol>(facts.Locals);
        foreach (var (function, _) in facts.Functions) locals.UnionWith(Captures(function));
        locals.ExceptWith(facts.Declared);
        return InOrder(locals);
    }

    private HashSet<LocalSymbol> Free(FunctionSymbol function, HashSet<LocalSymbol> locals) =>
        [.. locals.Except(_facts[function].Declared).Except(function.Parameters)];

    private static ImmutableArray<LocalSymbol> InOrder(IEnumerable<LocalSymbol> locals) =>
        [.. locals.OrderBy(local => local.Span.Start.Offset).ThenBy(local => local.Name, StringComparer.Ordinal)];

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
        AddNested(facts);
    }

    private void AddNested(CodeFacts facts)
    {
        foreach (var (local, value) in facts.FunctionValues) _functionValues[local] = value;
        foreach (var function in facts.LocalFunctions) Add(function, function.Body);
    }
}
