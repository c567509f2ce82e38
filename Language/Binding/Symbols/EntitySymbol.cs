using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding.Symbols;

/// <summary>An entity type.</summary>
internal sealed class EntitySymbol(string name, string? doc, SourceSpan span)
{
    public string Name { get; } = name;

    public string? Doc { get; } = doc;

    /// <summary>The entity's name where it is declared.</summary>
    public SourceSpan Span { get; } = span;

    public DataType Type { get; } = new EntityType(name);

    /// <summary>The constructor's parameters in order.</summary>
    public ImmutableArray<FieldSymbol> Parameters { get; set; } = [];

    /// <summary>The parameter that is the key.</summary>
    public FieldSymbol Key { get; set; } = null!;

    /// <summary>The <c>let</c>s in source order with their initial values.</summary>
    public ImmutableArray<BoundField> Fields { get; set; } = [];

    public ImmutableArray<MemberSymbol> Members { get; set; } = [];

    public ImmutableArray<BoundInvariant> Invariants { get; set; } = [];

    public override string ToString() => Name;
}

/// <summary>A <c>let</c> of an entity with its initial value.</summary>
internal sealed record BoundField(FieldSymbol Field, BoundExpression Initializer);

/// <summary>An invariant; <paramref name="Text"/> is the condition as written, for messages.</summary>
internal sealed record BoundInvariant(BoundExpression Condition, string Text, SourceSpan Span);

/// <summary>A member of an entity: a method, or a property if <see cref="IsProperty"/>.</summary>
internal sealed class MemberSymbol(EntitySymbol entity, string name, SourceSpan span)
{
    public EntitySymbol Entity { get; } = entity;

    public string Name { get; } = name;

    /// <summary>The member's name where it is declared.</summary>
    public SourceSpan Span { get; } = span;

    public string? Doc { get; init; }

    public bool IsProperty { get; init; }

    public bool IsPrivate { get; init; }

    public bool IsTransactional { get; init; }

    public ImmutableArray<LocalSymbol> Parameters { get; set; } = [];

    public DataType Result { get; set; } = DataType.Unit;

    /// <summary>Set once the member is bound.</summary>
    public BoundExpression Body { get; set; } = null!;

    public override string ToString() => $"{Entity.Name}.{Name}";
}
