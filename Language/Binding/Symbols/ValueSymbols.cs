using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding.Symbols;

/// <summary>A value that code can name. Symbols are compared by identity.</summary>
internal abstract class ValueSymbol(string name, DataType type, SourceSpan span)
{
    public string Name { get; } = name;

    /// <summary>The type; while the binder runs it may hold unsolved parts, afterwards never.</summary>
    public DataType Type { get; set; } = type;

    /// <summary>Where the name is declared.</summary>
    public SourceSpan Span { get; } = span;

    public override string ToString() => Name;
}

/// <summary>A parameter or a local <c>let</c>.</summary>
internal sealed class LocalSymbol(string name, DataType type, bool isMutable, SourceSpan span) : ValueSymbol(name, type, span)
{
    public bool IsMutable { get; } = isMutable;
}

/// <summary>A <c>let</c> of the script's top level.</summary>
internal sealed class ScriptValueSymbol(string name, DataType type, bool isMutable, SourceSpan span) : ValueSymbol(name, type, span)
{
    public bool IsMutable { get; } = isMutable;

    /// <summary>
    /// The whole initial value if the <c>let</c> binds just this name; null where a pattern takes it apart.
    /// </summary>
    public BoundTree.BoundExpression? Initializer { get; set; }
}

/// <summary>What a <see cref="FieldSymbol"/> comes from.</summary>
internal enum FieldOrigin
{
    /// <summary>A constructor parameter.</summary>
    Parameter,

    /// <summary>A <c>let</c> in the entity.</summary>
    Let,
}

/// <summary>A piece of an entity's state: a constructor parameter or a <c>let</c>.</summary>
internal sealed class FieldSymbol(EntitySymbol entity, string name, DataType type, bool isMutable, FieldOrigin origin, SourceSpan span)
    : ValueSymbol(name, type, span)
{
    public EntitySymbol Entity { get; } = entity;

    public bool IsMutable { get; } = isMutable;

    public FieldOrigin Origin { get; } = origin;
}
