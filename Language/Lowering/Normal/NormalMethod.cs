using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering.Normal;

/// <summary>What a method is, whatever form its code has.</summary>
internal sealed record MethodSignature(
    string Name,
    MethodKind Kind,
    bool IsPrivate,
    bool IsTransactional,
    bool CanWait,
    ImmutableArray<Variable> Parameters,
    DataType Result,
    SourceSpan Span);

/// <summary>A method in normal form.</summary>
/// <param name="Variables">All variables by slot, parameters first.</param>
internal sealed record NormalMethod(MethodSignature Signature, ImmutableArray<Variable> Variables, NormalCode Code);

/// <summary>An entity type, its code in normal form.</summary>
internal sealed record NormalOperator(
    string Name,
    int KeyField,
    int KeyParameter,
    ImmutableArray<Field> Fields,
    string? Initializer,
    ImmutableArray<NormalMethod> Methods,
    ImmutableArray<Invariant> Invariants,
    string? Doc,
    SourceSpan Span);

/// <summary>A program in normal form.</summary>
internal sealed record NormalProgram(
    ImmutableArray<TypeDefinition> Types,
    ImmutableArray<NormalOperator> Operators,
    NormalOperator Script,
    ImmutableArray<NormalMethod> Functions,
    ImmutableArray<Constant> Constants)
{
    /// <summary>All methods: those of the operators, of the script, and the functions of all.</summary>
    public IEnumerable<NormalMethod> Methods => Operators.Append(Script).SelectMany(op => op.Methods).Concat(Functions);
}
