using Orleans.Storage;

namespace StateFlow.Orleans.Records;

/// <summary>What a grain storage is given: bytes, whatever serializer it uses.</summary>
[GenerateSerializer]
[Alias("stateflow.bytes")]
internal sealed class StoredBytes
{
    [Id(0)]
    public byte[] Content { get; set; } = [];
}

/// <summary>Hands bytes to a storage as they are.</summary>
internal sealed class StoredBytesSerializer : IGrainStorageSerializer
{
    public static StoredBytesSerializer Instance { get; } = new();

    /// <inheritdoc />
    public BinaryData Serialize<T>(T? input) => new(Bytes(input).Content);

    /// <inheritdoc />
    public T Deserialize<T>(BinaryData input) => (T)(object)new StoredBytes { Content = input.ToArray() };

    private static StoredBytes Bytes<T>(T? input) =>
        input as StoredBytes ?? throw new NotSupportedException($"the storage `StateFlow` is for entities alone, not for {typeof(T)}: add another for your grains");
}
