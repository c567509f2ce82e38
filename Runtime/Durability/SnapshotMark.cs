using System.Buffers.Binary;
using StateFlow.Runtime.Durability.Records;

namespace StateFlow.Runtime.Durability;

/// <summary>Which snapshot the states are.</summary>
/// <param name="Batch">The last batch whose effects are stored.</param>
/// <param name="FirstWrite">The first write of which the number is kept.</param>
/// <param name="LastWrite">The write with which the snapshot was complete.</param>
/// <param name="NextAnswer">The sequence number of the next answer.</param>
internal sealed record SnapshotMark(long Batch, long FirstWrite, long LastWrite, long NextAnswer)
{
    private const int Size = 4 * sizeof(long);

    public void Write(RecordBuffer buffer)
    {
        buffer.Clear();
        var bytes = buffer.GetSpan(Size);
        foreach (var (i, number) in (ReadOnlySpan<(int, long)>)[(0, Batch), (1, FirstWrite), (2, LastWrite), (3, NextAnswer)])
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(i * sizeof(long))..], number);
        }

        buffer.Advance(Size);
    }

    public static SnapshotMark Read(ReadOnlySpan<byte> key, byte[] record)
    {
        var payload = RecordBuffer.Open(key, record);
        return new SnapshotMark(Number(0), Number(1), Number(2), Number(3));

        long Number(int i) => BinaryPrimitives.ReadInt64LittleEndian(payload.Span[(i * sizeof(long))..]);
    }
}
