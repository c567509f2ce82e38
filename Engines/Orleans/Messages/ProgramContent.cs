using MessagePack;
using StateFlow.Execution.Records;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Messages;

/// <summary>Something that only those understand who have a certain program: as it is within a process, as bytes between processes.</summary>
/// <remarks>It can be received before the program is known; the bytes are kept until <see cref="ProgramCatalog.OpenAsync"/>.</remarks>
internal abstract class ProgramContent<T>
    where T : class
{
    private readonly ProgramVersion? _version;
    private readonly T? _content;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _start;

    protected ProgramContent(ProgramVersion version, T content)
    {
        (_version, _content) = (version, content);
        (Application, Hash) = (version.Application, version.Hash);
    }

    /// <param name="bytes">What <see cref="ToBytes"/> gave.</param>
    protected ProgramContent(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        (Application, Hash) = (ValueReader.ReadText(ref reader), ValueReader.ReadText(ref reader));
        (_bytes, _start) = (bytes, (int)reader.Consumed);
    }

    /// <summary>The application whose program it is.</summary>
    public string Application { get; }

    /// <summary>The program's <see cref="ProgramVersion.Hash"/>.</summary>
    public string Hash { get; }

    public ReadOnlyMemory<byte> ToBytes()
    {
        if (_content is null) return _bytes;
        var parts = _version!.Parts.Writers.Get();
        var writer = new MessagePackWriter(parts.Buffer);
        ValueWriter.WriteText(ref writer, Application);
        ValueWriter.WriteText(ref writer, Hash);
        WriteHead(ref writer);
        Write(parts, ref writer, _content);
        writer.Flush();
        var bytes = parts.Buffer.WrittenSpan.ToArray();
        parts.Return();
        return bytes;
    }

    /// <param name="version">The program of that <see cref="Hash"/>.</param>
    public T Open(ProgramVersion version)
    {
        if (_content is { } content) return content;
        var parts = version.Parts.Readers.Get();
        var reader = new MessagePackReader(_bytes[_start..]);
        SkipHead(ref reader);
        var read = Read(parts, ref reader);
        version.Parts.Readers.Return(parts);
        return read;
    }

    /// <summary>Where in the bytes of a received one its head begins.</summary>
    protected ReadOnlyMemory<byte> Head => _bytes[_start..];

    /// <summary>Writes what can be read without the program.</summary>
    protected virtual void WriteHead(ref MessagePackWriter writer)
    {
    }

    protected virtual void SkipHead(ref MessagePackReader reader)
    {
    }

    protected abstract void Write(PartWriter parts, ref MessagePackWriter writer, T content);

    protected abstract T Read(PartReader parts, ref MessagePackReader reader);
}
