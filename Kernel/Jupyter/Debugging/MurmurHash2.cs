using System.Buffers.Binary;

namespace StateFlow.Jupyter.Debugging;

/// <summary>The hash by which Jupyter's hosts know cells.</summary>
internal static class MurmurHash2
{
    private const uint Multiplier = 0x5bd1e995;

    public static uint Of(ReadOnlySpan<byte> data, uint seed)
    {
        unchecked
        {
            var hash = seed ^ (uint)data.Length;
            for (; data.Length >= sizeof(uint); data = data[sizeof(uint)..])
            {
                var word = BinaryPrimitives.ReadUInt32LittleEndian(data) * Multiplier;
                hash = (hash * Multiplier) ^ ((word ^ (word >> 24)) * Multiplier);
            }

            for (var at = 0; at < data.Length; at++) hash ^= (uint)data[at] << (8 * at);
            if (!data.IsEmpty) hash *= Multiplier;
            hash = (hash ^ (hash >> 13)) * Multiplier;
            return hash ^ (hash >> 15);
        }
    }
}
