using System.Buffers.Binary;
using System.Security.Cryptography;
using StateFlow.Interpreter.Execution;

namespace StateFlow.Orleans.Client;

/// <summary>Ids that nobody else has.</summary>
internal static class RequestIds
{
    public static EventId Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new EventId(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }
}
