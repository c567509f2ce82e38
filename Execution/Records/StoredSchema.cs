using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Language.IR;

namespace StateFlow.Execution.Records;

/// <summary>What the values in a record are fields and cases of; records name these by their place in it.</summary>
internal sealed record StoredSchema(ImmutableArray<StoredEntity> Entities, ImmutableArray<StoredType> Types)
{
    public static StoredSchema Of(Program program) => new(
        [.. program.Operators.Select(op => new StoredEntity(op.Name, op.Fields[op.KeyField].Name, [.. op.Fields.Select(field => new StoredField(field.Name, field.Type.ToString()))]))],
        [.. program.Types.Select(type => new StoredType(type.Name, Notation(type)))]);

    public static StoredSchema Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StoredSchemaContext.Default.StoredSchema) ?? throw new JsonException("The schema is null.");

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredSchemaContext.Default.StoredSchema);

    /// <summary>A declaration as text, equal for declarations whose values are alike.</summary>
    public static string Notation(TypeDefinition definition)
    {
        var parameters = string.Join(", ", definition.TypeParameters.Select(name => $"'{name}"));
        return $"<{parameters}> " + definition switch
        {
            RecordDefinition record => $"{{ {Fields(record.Fields)} }}",
            UnionDefinition union => string.Join(" | ", union.Cases.Select(one => $"{one.Name} of {Fields(one.Fields)}")),
            _ => throw new ArgumentOutOfRangeException(nameof(definition)),
        };

        static string Fields(Sequence<FieldDefinition> fields) => string.Join("; ", fields.Select(field => $"{field.Name}: {field.Type}"));
    }
}

/// <summary>An entity type and its state.</summary>
internal sealed record StoredEntity(string Name, string Key, ImmutableArray<StoredField> Fields);

/// <summary>A field; its type as a user writes it.</summary>
internal sealed record StoredField(string Name, string Type);

/// <summary>A record or union; its declaration as <see cref="StoredSchema.Notation"/> gives it.</summary>
internal sealed record StoredType(string Name, string Declaration);

[JsonSerializable(typeof(StoredSchema))]
internal sealed partial class StoredSchemaContext : JsonSerializerContext;
