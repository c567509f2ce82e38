using System.Buffers;
using System.IO.Compression;
using System.Text;
using MessagePack;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;

namespace StateFlow.Orleans.Programs;

/// <summary>Keeps for each application the programs that its silos have been started with.</summary>
internal interface IProgramStore
{
    Task<ProgramList> ReadAsync(string application, CancellationToken cancellation);

    /// <summary>Stores a list, if nobody has stored one since the given one was read; tells whether it did.</summary>
    Task<bool> TryWriteAsync(string application, ProgramList list, CancellationToken cancellation);
}

/// <summary>The programs of an application, the oldest first.</summary>
/// <param name="ETag">What the store tells by whether the list is still the same; null if there is none yet.</param>
internal sealed record ProgramList(ImmutableArray<StoredProgram> Programs, string? ETag)
{
    public static ProgramList Empty { get; } = new([], null);

    public static ProgramList Read(byte[] stored, string? etag)
    {
        if (stored.Length == 0) return Empty with { ETag = etag };
        var reader = new MessagePackReader(stored);
        var programs = new StoredProgram[reader.ReadArrayHeader()];
        for (var i = 0; i < programs.Length; i++) programs[i] = new StoredProgram(reader.ReadString()!, reader.ReadBytes()!.Value.ToArray());
        return new ProgramList([.. programs], etag);
    }

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(Programs.Length);
        foreach (var program in Programs)
        {
            writer.Write(program.Hash);
            writer.Write(program.CompressedJson.AsSpan());
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>A program as it is stored.</summary>
/// <param name="CompressedJson">Its intermediate representation, packed by Brotli.</param>
internal sealed record StoredProgram(string Hash, byte[] CompressedJson)
{
    public static StoredProgram Of(ProgramVersion version)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) ProgramJson.Write(version.Program, brotli);
        return new StoredProgram(version.Hash, packed.ToArray());
    }

    public Program Read()
    {
        using var brotli = new BrotliStream(new MemoryStream(CompressedJson), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return ProgramJson.Read(reader.ReadToEnd());
    }
}
