using System.Buffers;
using StateFlow.Execution.Records;

namespace StateFlow.Runtime.Durability.Records;

/// <summary>Collects a record's payload and seals it with its checksum; used again for the next one.</summary>
internal sealed class RecordBuffer : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>The record for <paramref name="key"/>: the payload written so far and its checksum; valid until the next call.</summary>
    public ReadOnlySpan<byte> Seal(ReadOnlySpan<byte> key)
    {
        Checksum.Seal(_bytes, key);
        return Written;
    }

    /// <summary>The payload of a record.</summary>
    /// <exception cref="DamagedStoreException">It is not what was written.</exception>
    public static ReadOnlyMemory<byte> Open(ReadOnlySpan<byte> key, byte[] record)
    {
        if (!Checksum.IsSealed(record, key)) throw new DamagedStoreException("A stored record does not have its checksum.");
        return record.AsMemory(0, record.Length - Checksum.Size);
    }

    public void Clear() => _bytes.ResetWrittenCount();

    public void Advance(int count) => _bytes.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);
}
