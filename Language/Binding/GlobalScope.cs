using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;

namespace StateFlow.Language.Binding;

/// <summary>What a program declares at its top level, for the submissions that come after it.</summary>
/// <param name="Names">Script values and functions; the last of a name wins.</param>
/// <param name="Types">Entities, records, unions and abbreviations.</param>
/// <param name="Cases">Union cases by name; the last of a name wins.</param>
/// <param name="RecordsByField">The records that have a field of that name, the latest last.</param>
internal sealed record GlobalScope(
    ImmutableDictionary<string, NameMeaning> Names,
    ImmutableDictionary<string, TypeMeaning> Types,
    ImmutableDictionary<string, UnionCase> Cases,
    ImmutableDictionary<string, ImmutableArray<RecordDefinition>> RecordsByField)
{
    public static GlobalScope Empty { get; } = new(
        ImmutableDictionary<string, NameMeaning>.Empty,
        ImmutableDictionary<string, TypeMeaning>.Empty,
        ImmutableDictionary<string, UnionCase>.Empty,
        ImmutableDictionary<string, ImmutableArray<RecordDefinition>>.Empty);

    /// <summary>Without the cases and fields of such types, which are about to be declared anew.</summary>
    public GlobalScope WithoutMembersOf(IReadOnlySet<string> types) => types.Count == 0 ? this : this with
    {
        Cases = Cases.RemoveRange(Cases.Where(entry => types.Contains(entry.Value.Union)).Select(entry => entry.Key)),
        RecordsByField = RecordsByField
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.RemoveAll(record => types.Contains(record.Name))))
            .Where(entry => !entry.Value.IsEmpty)
            .ToImmutableDictionary(),
    };
}

/// <summary>What a name in an expression stands for.</summary>
internal abstract record NameMeaning;

/// <summary>A variable.</summary>
/// <param name="FunctionDepth">How many functions and lambdas enclose its declaration.</param>
internal sealed record ValueMeaning(ValueSymbol Symbol, int FunctionDepth) : NameMeaning;

/// <summary>A <c>let</c> function.</summary>
internal sealed record FunctionMeaning(FunctionSymbol Function) : NameMeaning;

/// <summary>The entity whose member is being bound.</summary>
internal sealed record SelfMeaning(EntitySymbol Entity) : NameMeaning;

/// <summary>A name whose declaration has a mistake that is reported.</summary>
internal sealed record BrokenName : NameMeaning;

/// <summary>What a name in a type stands for.</summary>
internal abstract record TypeMeaning;

/// <summary>An entity.</summary>
internal sealed record EntityMeaning(EntitySymbol Entity) : TypeMeaning;

/// <summary>A record or union.</summary>
internal sealed record DefinitionMeaning(TypeDefinition Definition) : TypeMeaning;

/// <summary><c>type Money = int</c>.</summary>
internal sealed record AbbreviationMeaning(ImmutableArray<string> Parameters, DataType Type) : TypeMeaning;

/// <summary>A type whose declaration has a mistake that is reported.</summary>
internal sealed record BrokenType : TypeMeaning;
