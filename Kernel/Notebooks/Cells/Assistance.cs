using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Cells;

/// <summary>What could stand at a place of a cell.</summary>
/// <param name="Replaced">What an item takes the place of.</param>
public sealed record CellCompletions(TextRange Replaced, ImmutableArray<CellCompletion> Items)
{
    /// <summary>Nothing could.</summary>
    public static CellCompletions NoneAt(int position) => new(new TextRange(position, position), []);
}

/// <summary>Something that could stand at a place.</summary>
/// <param name="Detail">Its type or signature, in one line; null if it has none.</param>
/// <param name="Documentation">What its declaration says about it.</param>
public sealed record CellCompletion(string Text, CompletionKind Kind, string? Detail = null, string? Documentation = null);

/// <summary>What a <see cref="CellCompletion"/> is.</summary>
public enum CompletionKind
{
    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary>A value or variable.</summary>
    Value,

    /// <summary>A function that belongs to nothing.</summary>
    Function,

    /// <summary>A method of something.</summary>
    Method,

    /// <summary>A property or field.</summary>
    Property,

    /// <summary>An entity type or class.</summary>
    Entity,

    /// <summary>Another type.</summary>
    Type,

    /// <summary>A module or namespace.</summary>
    Module,

    /// <summary>The key of an entity that exists.</summary>
    Key,

    /// <summary>A directive such as <c>#!graph</c>, or what one takes.</summary>
    Directive,
}

/// <summary>What there is to say about something in a cell.</summary>
public sealed record CellHover(TextRange Range, MimeBundle Content);

/// <summary>The signatures of what is being called at a place.</summary>
/// <param name="ActiveSignature">The index of the one that fits best.</param>
/// <param name="ActiveParameter">The index of the parameter whose argument is being written.</param>
public sealed record CellSignatures(ImmutableArray<CellSignature> Signatures, int ActiveSignature, int ActiveParameter);

/// <summary>A signature.</summary>
/// <param name="Label">The whole of it: <c>BuyItem(amount: int, item: Item) : bool</c>.</param>
/// <param name="Parameters">Its parameters, each as it stands in the label.</param>
public sealed record CellSignature(string Label, string? Documentation, ImmutableArray<string> Parameters);

/// <summary>Whether a text could be run as it is.</summary>
public enum Completeness
{
    /// <summary>It could.</summary>
    Complete,

    /// <summary>More text is needed.</summary>
    Incomplete,

    /// <summary>No further text makes it right.</summary>
    Invalid,
}
