using System.Collections.Frozen;
using System.Text.Json.Serialization;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR;

/// <summary>A compiled program: the one representation that every engine and every drawing reads.</summary>
/// <param name="Operators">One for each entity type.</param>
/// <param name="Script">The script as an operator with a single instance: its fields are the top-level values, its first method is what runs.</param>
/// <param name="Functions">The functions, lambdas and constants outside entities that never wait.</param>
/// <param name="Sources">The texts that spans point into.</param>
public sealed record Program(
    Sequence<TypeDefinition> Types,
    Sequence<Operator> Operators,
    Operator Script,
    Sequence<Method> Functions,
    Sequence<Constant> Constants,
    DataflowGraph Dataflow,
    CallGraph Calls,
    Sequence<SourceText> Sources)
{
    private readonly Lazy<FrozenDictionary<string, Method>> _methods = new(() =>
        Operators.Append(Script).SelectMany(op => op.Methods).Concat(Functions).ToFrozenDictionary(method => method.Name));

    private readonly Lazy<FrozenDictionary<string, Operator>> _operators = new(() =>
        Operators.Append(Script).ToFrozenDictionary(op => op.Name));

    /// <summary>The version of the JSON form that this library writes and reads.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The name of the operator that runs the script.</summary>
    public const string ScriptName = "script";

    /// <summary>The method of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Method Method(string name) => _methods.Value[name];

    /// <summary>The operator of that name, the script's included.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Operator Operator(string name) => _operators.Value[name];

    /// <summary>The method that runs the script.</summary>
    [JsonIgnore]
    public Method Main => Script.Methods[0];
}

/// <summary>An entity type as a dataflow operator, its state partitioned by key.</summary>
/// <param name="KeyField">The index of the key in <paramref name="Fields"/>; -1 for the script.</param>
/// <param name="Fields">The state of one instance.</param>
/// <param name="Initializer">The name of the method that sets the first state from the constructor's arguments; null for the script.</param>
/// <param name="KeyParameter">The index of the key among the constructor's parameters.</param>
public sealed record Operator(
    string Name,
    int KeyField,
    int KeyParameter,
    Sequence<Field> Fields,
    string? Initializer,
    Sequence<Method> Methods,
    Sequence<Invariant> Invariants,
    string? Doc,
    SourceSpan Span);

/// <summary>A piece of an operator's state.</summary>
public sealed record Field(string Name, DataType Type, bool IsMutable);

/// <summary>A condition on the state of one instance.</summary>
/// <param name="Method">The name of the method that computes it.</param>
/// <param name="Text">The condition as written.</param>
public sealed record Invariant(string Method, string Text, SourceSpan Span);

/// <summary>A top-level value that members may use, computed once, at its first use.</summary>
/// <param name="Method">The name of the method, without parameters, that computes it.</param>
public sealed record Constant(string Name, DataType Type, string Method);
