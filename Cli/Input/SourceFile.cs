using System.Buffers;
using System.Text;
using StateFlow.Language.Syntax;

namespace StateFlow.Cli.Input;

/// <summary>Reads a file as text.</summary>
internal static class SourceFile
{
    /// <summary>The file name that stands for standard input.</summary>
    public const string StandardInput = "-";

    private const int MegaByte = 1024 * 1024;

    /// <summary>Far more than anybody writes, and little enough to answer in bounded time and memory.</summary>
    private const int MaxLength = 64 * MegaByte;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="UnreadableException">There is no text to be had; the message says why.</exception>
    public static SourceText Read(string file, Stream standardInput)
    {
        if (file == StandardInput) return new SourceText("stdin", Decode("standard input", ReadAll("standard input", standardInput)));
        if (Directory.Exists(file)) throw new UnreadableException("SF0002", file, "it is a directory");

        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
            return new SourceText(file, Decode(file, ReadAll(file, stream)));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new UnreadableException("SF0001", file, "it does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnreadableException("SF0003", file, "access is denied");
        }
        catch (IOException exception)
        {
            throw new UnreadableException("SF0003", file, exception.Message);
        }
    }

    private static ReadOnlyMemory<byte> ReadAll(string name, Stream stream)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        while (stream.Read(buffer.GetSpan(64 * 1024)) is > 0 and var count)
        {
            buffer.Advance(count);
            if (buffer.WrittenCount > MaxLength)
                throw new UnreadableException("SF0004", name, $"it is larger than {MaxLength / MegaByte} MB");
        }

        return buffer.WrittenMemory;
    }

    private static string Decode(string name, ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new UnreadableException("SF0005", name, "it is UTF-16 text; save it as UTF-8");
        if (bytes.Contains((byte)0))
            throw new UnreadableException("SF0006", name, "it is a binary file, not text");
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            var line = bytes[..exception.Index].Count((byte)'\n') + 1;
            throw new UnreadableException("SF0005", name, $"it is not UTF-8 text: line {line} holds the byte 0x{exception.BytesUnknown![0]:X2}");
        }
    }
}
