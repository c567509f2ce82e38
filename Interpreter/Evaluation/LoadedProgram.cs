using System.Collections.Concurrent;
using System.Collections.Frozen;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Evaluation;

/// <summary>A program together with what a run of it finds out once: its types by name and its constants' values.</summary>
/// <param name="constants">The values of its constants that are known already.</param>
internal sealed class LoadedProgram(Program program, IEnumerable<KeyValuePair<string, Value>>? constants = null)
{
    private readonly FrozenDictionary<string, TypeDefinition> _types = program.Types.ToFrozenDictionary(type => type.Name);
    private readonly FrozenDictionary<string, Constant> _constants = program.Constants.ToFrozenDictionary(constant => constant.Name);
    private readonly ConcurrentDictionary<string, Value> _values = new(constants ?? []);

    public Program Program { get; } = program;

    /// <summary>The constants' values that are known by now.</summary>
    public IEnumerable<KeyValuePair<string, Value>> ConstantValues => _values;

    public RecordDefinition Record(string name) => (RecordDefinition)_types[name];

    public UnionCase Case(string union, int tag) => ((UnionDefinition)_types[union]).Cases[tag];

    public Constant Constant(string name) => _constants[name];

    public Value? ConstantValue(string name) => _values.GetValueOrDefault(name);

    /// <summary>Remembers the value of a constant; if another thread was faster, its value counts.</summary>
    public Value KeepConstant(string name, Value value) => _values.GetOrAdd(name, value);
}
