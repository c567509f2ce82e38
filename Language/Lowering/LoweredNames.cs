using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering;

/// <summary>Where lowered code finds what earlier submissions declare.</summary>
/// <param name="Names">The names of all methods and constants.</param>
/// <param name="Functions">The methods of functions.</param>
/// <param name="Constants">The values that are constants of the program.</param>
/// <param name="ScriptFields">The places of the other values in the script's state.</param>
/// <param name="Wrappers">The methods that stand for library functions.</param>
/// <param name="Records">The record types.</param>
internal sealed record LoweredNames(
    ImmutableHashSet<string> Names,
    ImmutableDictionary<FunctionSymbol, string> Functions,
    ImmutableDictionary<ScriptValueSymbol, string> Constants,
    ImmutableDictionary<ScriptValueSymbol, int> ScriptFields,
    ImmutableDictionary<string, string> Wrappers,
    ImmutableDictionary<string, RecordDefinition> Records)
{
    public static LoweredNames Empty { get; } = new(
        [],
        ImmutableDictionary<FunctionSymbol, string>.Empty,
        ImmutableDictionary<ScriptValueSymbol, string>.Empty,
        ImmutableDictionary<ScriptValueSymbol, int>.Empty,
        ImmutableDictionary<string, string>.Empty,
        ImmutableDictionary<string, RecordDefinition>.Empty);
}
