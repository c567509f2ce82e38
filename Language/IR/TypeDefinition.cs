using System.Text.Json.Serialization;

namespace StateFlow.Language.IR;

/// <summary>A record or union type of the program.</summary>
/// <param name="TypeParameters">Names without the quote.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RecordDefinition), "record")]
[JsonDerivedType(typeof(UnionDefinition), "union")]
public abstract record TypeDefinition(string Name, Sequence<string> TypeParameters);

/// <summary>A record type; a value holds its fields in this order.</summary>
public sealed record RecordDefinition(string Name, Sequence<string> TypeParameters, Sequence<FieldDefinition> Fields)
    : TypeDefinition(Name, TypeParameters);

/// <summary>A field of a record or of a union case; a union's may have no name.</summary>
public sealed record FieldDefinition(string? Name, DataType Type);

/// <summary>A union type; its cases are ordered as declared, which is how values compare.</summary>
public sealed record UnionDefinition(string Name, Sequence<string> TypeParameters, Sequence<UnionCase> Cases)
    : TypeDefinition(Name, TypeParameters);

/// <summary>A case of a union.</summary>
/// <param name="Union">The name of its type.</param>
/// <param name="Tag">Its place among the cases, from 0.</param>
public sealed record UnionCase(string Union, string Name, int Tag, Sequence<FieldDefinition> Fields);
