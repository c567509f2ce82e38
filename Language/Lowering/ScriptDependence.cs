using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;

namespace StateFlow.Language.Lowering;

/// <summary>Which top-level values are constants, and which functions depend on the script's state.</summary>
/// <remarks>
/// A constant is an immutable top-level value whose initial value neither calls an entity nor prints nor depends on a value that
/// is not a constant. Entities may use constants, and functions that depend on nothing but constants.
/// </remarks>
internal sealed class ScriptDependence(CallAnalysis calls)
{
    private readonly Dictionary<ScriptValueSymbol, bool> _constants = [];
    private readonly Dictionary<FunctionSymbol, ScriptValueSymbol?> _functions = [];
    private readonly HashSet<FunctionSymbol> _underWay = [];

    public bool IsConstant(ScriptValueSymbol value)
    {
        if (_constants.TryGetValue(value, out var known)) return known;
        _constants[value] = false;
        return _constants[value] = !value.IsMutable && value.Initializer is { } initializer && IsConstant(CodeFactsCollector.Collect(initializer));
    }

    /// <summary>A value of the script that <paramref name="function"/>, or one that it calls, uses; null if there is none.</summary>
    public ScriptValueSymbol? ScriptValueOf(FunctionSymbol function)
    {
        if (_functions.TryGetValue(function, out var known)) return known;
        if (!_underWay.Add(function)) return null;
        var value = ScriptValueOf(calls.Facts(function));
        _underWay.Remove(function);

        // Within a cycle, nothing found may mean not yet found.
        if (value is not null || _underWay.Count == 0) _functions[function] = value;
        return value;
    }

    /// <summary>The constants that the entities of a program use, directly or through functions and other constants.</summary>
    public IReadOnlySet<ScriptValueSymbol> ConstantsOfEntities(BoundProgram program)
    {
        var constants = new HashSet<ScriptValueSymbol>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var entity in program.Entities)
        {
            foreach (var member in entity.Members) Visit(calls.Facts(member));
            foreach (var field in entity.Fields) Visit(calls.Facts(field.Initializer));
            foreach (var invariant in entity.Invariants) Visit(calls.Facts(invariant.Condition));
        }

        return constants;

        void Visit(CodeFacts facts)
        {
            foreach (var function in facts.Functions.Select(use => use.Function).Concat(facts.LocalFunctions))
            {
                if (seen.Add(function)) Visit(calls.Facts(function));
            }

            foreach (var (value, _) in facts.ScriptValues)
            {
                if (IsConstant(value) && constants.Add(value)) Visit(CodeFactsCollector.Collect(value.Initializer!));
            }
        }
    }

    private bool IsConstant(CodeFacts facts) =>
        facts.EntityCall is null
        && facts.Print is null
        && facts.ScriptValues.All(use => IsConstant(use.Value))
        && facts.Functions.All(use => !calls.CanWait(use.Function) && ScriptValueOf(use.Function) is null && calls.Facts(use.Function).Print is null);

    private ScriptValueSymbol? ScriptValueOf(CodeFacts facts) =>
        facts.ScriptValues.Select(use => use.Value).FirstOrDefault(value => !IsConstant(value))
        ?? facts.Functions.Select(use => use.Function).Concat(facts.LocalFunctions).Select(ScriptValueOf).FirstOrDefault(value => value is not null);
}
