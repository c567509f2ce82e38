using System.Buffers;
using System.IO.Compression;
using System.Text;
using MessagePack;
using StateFlow.Execution.Records;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;
using StateFlow.Orleans.Records;

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
    /// <summary>Stands first in a list, so that a list of another release is not taken for one of this.</summary>
    private const int Format = 1;

    public static ProgramList Empty { get; } = new([], null);

    /// <summary>Where a program stands; null if it is not listed.</summary>
    public int? PlaceOf(string hash)
    {
        for (var i = 0; i < Programs.Length; i++)
        {
            if (Programs[i].Hash == hash) return i;
        }

        return null;
    }

    /// <exception cref="UnreadableProgramsException">It is damaged, or of another release.</exception>
    public static ProgramList Read(string application, byte[] stored, string? etag)
    {
        if (stored.Length == 0) return Empty with { ETag = etag };
        if (!Checksum.IsSealed(stored, RecordWriter.KeyBytes(application))) throw new UnreadableProgramsException(application, "its checksum is wrong: it was damaged");
        var reader = new MessagePackReader(stored);
        var format = reader.ReadInt32();
        if (format != Format) throw new UnreadableProgramsException(application, $"it is of format {format}, known is {Format}; a newer release wrote it");
        var programs = new StoredProgram[reader.ReadArrayHeader()];
        for (var i = 0; i < programs.Length; i++) programs[i] = new StoredProgram(reader.ReadString()!, reader.ReadBytes()!.Value.ToArray());
        return new ProgramList([.. programs], etag);
    }

    public byte[] ToBytes(string application)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.Write(Format);
        writer.WriteArrayHeader(Programs.Length);
        foreach (var program in Programs)
        {
            writer.Write(program.Hash);
            writer.Write(program.CompressedJson.AsSpan());
        }

        writer.Flush();
        Checksum.Seal(buffer, RecordWriter.KeyBytes(application));
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

    /// <exception cref="UnreadableProgramsException">It is of a newer release.</exception>
    public Program Read(string application)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(CompressedJson), CompressionMode.Decompress);
            using var reader = new StreamReader(brotli, Encoding.UTF8);
            return ProgramJson.Read(reader.ReadToEnd());
        }
        catch (Exception exception) when (exception is ProgramFormatException or InvalidDataException)
        {
            throw new UnreadableProgramsException(application, $"program {Hash} in it is unreadable: {exception.Message}", exception);
        }
    }
}
