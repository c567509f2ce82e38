namespace StateFlow.Language.Assistance;

/// <summary>What a name stands for.</summary>
public enum NameKind
{
    /// <summary>A top-level value.</summary>
    Value,

    /// <summary>A parameter or local value.</summary>
    Local,

    /// <summary>A constructor parameter or <c>let</c> of an entity, or a field of a record.</summary>
    Field,

    /// <summary>A function.</summary>
    Function,

    /// <summary>A member with a parameter list.</summary>
    Method,

    /// <summary>A member without one.</summary>
    Property,

    /// <summary>An entity type.</summary>
    Entity,

    /// <summary>A record, union or abbreviation.</summary>
    Type,

    /// <summary>A case of a union.</summary>
    Case,

    /// <summary>A part of the library, such as <c>List</c>.</summary>
    Module,

    /// <summary>A word of the language.</summary>
    Keyword,
}

/// <summary>What there is to say about a name.</summary>
/// <param name="Signature">Its declaration without what comes after <c>=</c>: <c>member User.BuyItem(amount: int, item: Item) : bool</c>.</param>
/// <param name="Parameters">Its parameters, each as it stands in the signature; empty if it takes none.</param>
/// <param name="Documentation">Its <c>///</c> comment; null if it has none.</param>
public sealed record NameDescription(NameKind Kind, string Name, string Signature, ImmutableArray<string> Parameters, string? Documentation)
{
    internal NameDescription(NameKind kind, string name, string signature)
        : this(kind, name, signature, [], null)
    {
    }
}

/// <summary>A name in a text and what it stands for there.</summary>
/// <param name="Start">Where it begins, in characters.</param>
public sealed record DescribedName(int Start, int Length, NameDescription Description);

/// <summary>A call that is being written.</summary>
/// <param name="Parameter">The index of the parameter that is being given.</param>
public sealed record DescribedCall(NameDescription Callee, int Parameter);
