using StateFlow.Language.IR;
using StateFlow.Language.Lowering.Normal;

namespace StateFlow.Language.Lowering;

/// <summary>Collects the variables and statements of one method while it is normalized.</summary>
internal sealed class MethodBuilder
{
    private readonly List<Variable> _variables = [];
    private readonly HashSet<int> _mutable = [];
    private readonly Dictionary<string, int> _names = [];
    private ImmutableArray<NormalStatement>.Builder _statements = ImmutableArray.CreateBuilder<NormalStatement>();

    public ImmutableArray<Variable> Variables => [.. _variables];

    /// <summary>A new variable, its name made unique.</summary>
    /// <param name="isMutable">Whether it is set more than once, so that reading it early and late may differ.</param>
    public Variable Declare(string name, DataType type, bool isMutable = false)
    {
        var uses = _names[name] = _names.GetValueOrDefault(name) + 1;
        var variable = new Variable(_variables.Count, uses == 1 ? name : $"{name}.{uses}", type);
        _variables.Add(variable);
        if (isMutable) _mutable.Add(variable.Slot);
        return variable;
    }

    public bool IsMutable(Variable variable) => _mutable.Contains(variable.Slot);

    public void Emit(NormalStatement statement) => _statements.Add(statement);

    /// <summary>The statements that <paramref name="emit"/> emits, apart from the others.</summary>
    public NormalCode Nested(Action emit)
    {
        var outer = _statements;
        _statements = ImmutableArray.CreateBuilder<NormalStatement>();
        emit();
        var code = new NormalCode(_statements.ToImmutable());
        _statements = outer;
        return code;
    }
}
