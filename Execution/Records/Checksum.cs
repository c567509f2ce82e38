using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace StateFlow.Execution.Records;

/// <summary>CRC-32C (Castagnoli), which processors compute.</summary>
internal static class Checksum
{
    public const int Size = sizeof(uint);

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Continue(uint.MaxValue, bytes);

    /// <summary>The checksum of a record: of its key too, so that a record found under another one's key is not taken for it.</summary>
    public static uint Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload) => ~Continue(Continue(uint.MaxValue, key), payload);

    /// <summary>Ends a record with its checksum.</summary>
    public static void Seal(ArrayBufferWriter<byte> record, ReadOnlySpan<byte> key)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record.GetSpan(Size), Of(key, record.WrittenSpan));
        record.Advance(Size);
    }

    /// <summary>Whether a record is what was sealed under the key.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> record, ReadOnlySpan<byte> key) =>
        record.Length >= Size && Of(key, record[..^Size]) == BinaryPrimitives.ReadUInt32LittleEndian(record[^Size..]);

    private static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var rest in bytes) crc = BitOperations.Crc32C(crc, rest);
        return crc;
    }
}
