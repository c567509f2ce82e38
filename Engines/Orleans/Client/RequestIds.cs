using System.Buffers.Binary;
using StateFlow.Interpreter.Execution;

namespace StateFlow.Orleans.Client;

/// <summary>Ids that nobody else has.</summary>
internal static class RequestIds
{
    public static EventId Next()
    {
        // Seeded by the operating system with more bits than an id has.
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        return new EventId(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }
}
