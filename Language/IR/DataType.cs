using System.Text.Json.Serialization;

namespace StateFlow.Language.IR;

/// <summary>A type of the language, as binder, IR and engines use it.</summary>
/// <remarks>Equal by structure. <see cref="ToString"/> gives the type as a user writes it: <c>(int * string) list</c>.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PrimitiveType), "primitive")]
[JsonDerivedType(typeof(ListType), "list")]
[JsonDerivedType(typeof(OptionType), "option")]
[JsonDerivedType(typeof(MapType), "map")]
[JsonDerivedType(typeof(SetType), "set")]
[JsonDerivedType(typeof(TupleType), "tuple")]
[JsonDerivedType(typeof(NamedType), "named")]
[JsonDerivedType(typeof(EntityType), "entity")]
[JsonDerivedType(typeof(FunctionType), "function")]
[JsonDerivedType(typeof(CallType), "call")]
[JsonDerivedType(typeof(TypeParameter), "parameter")]
public abstract record DataType
{
    /// <summary>64-bit integer; overflow is a failure.</summary>
    public static DataType Int { get; } = new PrimitiveType("int");

    /// <summary>64-bit IEEE number.</summary>
    public static DataType Float { get; } = new PrimitiveType("float");

    /// <summary>Truth value.</summary>
    public static DataType Bool { get; } = new PrimitiveType("bool");

    /// <summary>Text.</summary>
    public static DataType String { get; } = new PrimitiveType("string");

    /// <summary>The type of <c>()</c>.</summary>
    public static DataType Unit { get; } = new PrimitiveType("unit");

    /// <summary>A failure, as <c>try ... with e -></c> binds it.</summary>
    public static DataType Exception { get; } = new PrimitiveType("exn");

    /// <inheritdoc />
    public sealed override string ToString() => TypeNotation.Write(this);
}

/// <summary><c>int</c>, <c>float</c>, <c>bool</c>, <c>string</c>, <c>unit</c> or <c>exn</c>.</summary>
public sealed record PrimitiveType(string Name) : DataType;

/// <summary><c>T list</c>.</summary>
public sealed record ListType(DataType Item) : DataType;

/// <summary><c>T option</c>.</summary>
public sealed record OptionType(DataType Item) : DataType;

/// <summary><c>Map&lt;K, V></c>, ordered by key.</summary>
public sealed record MapType(DataType Key, DataType Value) : DataType;

/// <summary><c>Set&lt;T></c>, ordered.</summary>
public sealed record SetType(DataType Item) : DataType;

/// <summary><c>A * B</c>.</summary>
public sealed record TupleType(Sequence<DataType> Items) : DataType;

/// <summary>A record or union type of the program, by name.</summary>
public sealed record NamedType(string Name, Sequence<DataType> Arguments) : DataType;

/// <summary>A reference to an entity.</summary>
public sealed record EntityType(string Name) : DataType;

/// <summary><c>A -> B</c>; a function of several parameters is curried.</summary>
public sealed record FunctionType(DataType Parameter, DataType Result) : DataType;

/// <summary>A started call, the result of <c>start</c>.</summary>
public sealed record CallType(DataType Result) : DataType;

/// <summary>A type a generic function is called with, <c>'a</c>; <paramref name="Name"/> is without the quote.</summary>
public sealed record TypeParameter(string Name) : DataType;
