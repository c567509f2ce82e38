using StateFlow.Language.Binding;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Lowering;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Submissions;

/// <summary>What a <see cref="Declaration"/> declares.</summary>
public enum DeclarationKind
{
    /// <summary>A top-level value; <c>it</c> is one, too.</summary>
    Value,

    /// <summary>A top-level function.</summary>
    Function,

    /// <summary>An entity type.</summary>
    Entity,

    /// <summary>A record, union or abbreviation.</summary>
    Type,
}

/// <summary>A name that a submission declares.</summary>
/// <param name="Type">The type of a value or function; null for a type.</param>
/// <param name="Place">Where a run keeps a value; null for others.</param>
public sealed record Declaration(string Name, DeclarationKind Kind, DataType? Type, bool IsMutable, ValuePlace? Place, SourceSpan Span)
{
    /// <summary>Whether it is the value of a last expression, which is named <c>it</c>.</summary>
    public bool IsLastValue => Kind == DeclarationKind.Value && Name == Binder.LastValue;

    internal static Declaration Of(ScriptValueSymbol value, LoweredNames names) => new(
        value.Name,
        DeclarationKind.Value,
        value.Type,
        value.IsMutable,
        names.Constants.TryGetValue(value, out var constant) ? new ConstantPlace(constant) : new ScriptFieldPlace(names.ScriptFields[value]),
        value.Span);
}

/// <summary>Where a run of the program keeps a top-level value.</summary>
public abstract record ValuePlace;

/// <summary>In a field of the script's state.</summary>
public sealed record ScriptFieldPlace(int Index) : ValuePlace;

/// <summary>As the value of a <see cref="IR.Constant"/>.</summary>
public sealed record ConstantPlace(string Name) : ValuePlace;
