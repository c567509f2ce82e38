using System.Buffers.Binary;
using StateFlow.Execution.Records;

namespace StateFlow.Runtime.Durability;

/// <summary>What a store is, and how far its log was acknowledged.</summary>
/// <param name="Identity">Stands in the log and in the states too, so that parts of two stores are not taken for one.</param>
/// <param name="Acknowledged">The last batch that was reported as durable; <see cref="Unfinished"/> while the store is being created.</param>
internal sealed record Head(long Identity, long Acknowledged)
{
    public const long Unfinished = -1;
}

/// <summary>The file of the <see cref="Head"/>, written in place after each flush of the log.</summary>
/// <remarks>
/// A log alone cannot tell whether its end was never written or has been lost; this file can. It is written after the flush and
/// before anybody is told, and not flushed itself: it survives the death of the process exactly, and that of the machine a little
/// behind the log, never before it.
/// </remarks>
internal sealed class HeadFile : IDisposable
{
    public const string Name = "head";

    private const int FormatVersion = 1;
    private const int Size = 40;

    private readonly FileStream _file;
    private readonly byte[] _bytes = new byte[Size];

    private HeadFile(FileStream file) => _file = file;

    private static ReadOnlySpan<byte> Signature => "sf-store"u8;

    /// <summary>Whether something has been written to the file.</summary>
    public static bool Exists(string directory) => new FileInfo(Path.Combine(directory, Name)) is { Exists: true, Length: > 0 };

    /// <summary>Opens the file, or creates it.</summary>
    public static HeadFile Open(string directory) =>
        new(new FileStream(Path.Combine(directory, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0));

    /// <exception cref="DamagedStoreException">The file is not what was written.</exception>
    public Head Read()
    {
        _file.Position = 0;
        if (_file.Length != Size || _file.ReadAtLeast(_bytes, Size, throwOnEndOfStream: false) != Size) throw Damaged();
        if (!_bytes.AsSpan(0, Signature.Length).SequenceEqual(Signature)) throw Damaged();
        if (Checksum.Of(_bytes.AsSpan(0, Size - Checksum.Size)) != BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(Size - Checksum.Size))) throw Damaged();
        var version = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(8));
        if (version != FormatVersion) throw new EngineException($"The store has the format {version}, this version reads {FormatVersion}. Use the version that wrote it, or a newer one.");
        return new Head(BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(12)), BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(20)));

        static DamagedStoreException Damaged() => new($"The file '{Name}' is not what was written.");
    }

    public void Write(Head head)
    {
        Signature.CopyTo(_bytes);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(8), FormatVersion);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(12), head.Identity);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(20), head.Acknowledged);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(Size - Checksum.Size), Checksum.Of(_bytes.AsSpan(0, Size - Checksum.Size)));
        RandomAccess.Write(_file.SafeFileHandle, _bytes, 0);
    }

    public void Flush() => _file.Flush(flushToDisk: true);

    public void Dispose() => _file.Dispose();
}
