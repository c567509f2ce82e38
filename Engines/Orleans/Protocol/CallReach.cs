using System.Collections.Frozen;
using StateFlow.Execution.Analysis;
using StateFlow.Interpreter.Execution;
using StateFlow.Language.IR;

namespace StateFlow.Orleans.Protocol;

/// <summary>What a call may lead to, on whatever entities: known before it is executed.</summary>
internal sealed class CallReach
{
    private readonly FrozenDictionary<string, FrozenSet<string>> _written;
    private readonly FrozenSet<string> _transactional;
    private readonly FrozenSet<string> _withEffects;
    private readonly FrozenSet<string> _remembered;

    public CallReach(Program program, AccessAnalysis access)
    {
        var owners = program.Operators.SelectMany(op => op.Methods.Select(method => (method.Name, Operator: op.Name))).ToDictionary(pair => pair.Name, pair => pair.Operator);
        var members = program.Operators.SelectMany(op => op.Methods).ToArray();
        var reached = members.ToDictionary(method => method.Name, method => Reachable(program, method.Name));
        _written = members.Where(method => method.IsTransactional).ToFrozenDictionary(
            method => method.Name,
            method => reached[method.Name].Where(name => owners.ContainsKey(name) && Writes(program.Method(name), access)).Select(name => owners[name]).ToFrozenSet());
        _transactional = members.Where(method => reached[method.Name].Any(name => program.Method(name).IsTransactional)).Select(method => method.Name).ToFrozenSet();
        _withEffects = members.Where(access.HasEffects).Select(method => method.Name).ToFrozenSet();
        _remembered = members.Where(method => method.IsTransactional || access.HasEffects(method)).Select(method => method.Name).ToFrozenSet();
    }

    /// <summary>Whether a call is of a transactional method.</summary>
    public bool IsTransactional(CallEvent call) => call is InvokeEvent invoke && _written.ContainsKey(invoke.Method);

    /// <summary>The types of the entities that a transaction may change.</summary>
    /// <param name="method">The transactional method.</param>
    public FrozenSet<string> WrittenBy(string method) => _written[method];

    /// <summary>Whether a call of the method executes a transactional method.</summary>
    public bool MayBeTransactional(string method) => _transactional.Contains(method);

    /// <summary>Whether a call may change a state, create an entity or print, wherever.</summary>
    public bool HasEffects(CallEvent call) => call switch
    {
        InvokeEvent invoke => _withEffects.Contains(invoke.Method),
        _ => call is CreateEvent,
    };

    /// <summary>Whether a call is recorded by whom it is made to.</summary>
    public bool IsRemembered(CallEvent call) => call is InvokeEvent invoke ? _remembered.Contains(invoke.Method) : call is CreateEvent;

    private static bool Writes(Method method, AccessAnalysis access) =>
        method.Kind == MethodKind.Initializer || (access.Of(method) & Access.Write) != 0;

    private static HashSet<string> Reachable(Program program, string from)
    {
        var reached = new HashSet<string> { from };
        var pending = new Stack<string>([from]);
        while (pending.TryPop(out var method))
        {
            foreach (var edge in program.Calls.Graph.OutEdges(method))
            {
                if (reached.Add(edge.Target)) pending.Push(edge.Target);
            }
        }

        return reached;
    }
}
