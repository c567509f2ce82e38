using System.Buffers.Binary;
using RocksDbSharp;
using StateFlow.Runtime.Durability.Records;

namespace StateFlow.Runtime.Durability;

/// <summary>The record by which a database is known as part of a store.</summary>
internal static class StoreIdentity
{
    private static ReadOnlySpan<byte> Key => "i"u8;

    public static void Put(WriteBatch batch, long identity)
    {
        var buffer = new RecordBuffer();
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(sizeof(long)), identity);
        buffer.Advance(sizeof(long));
        batch.Put(Key, buffer.Seal(Key));
    }

    public static long? Read(Database database) =>
        database.Get(Key) is { } record ? BinaryPrimitives.ReadInt64LittleEndian(RecordBuffer.Open(Key, record).Span) : null;
}
