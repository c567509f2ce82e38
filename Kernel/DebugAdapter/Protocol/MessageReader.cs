using System.Globalization;
using System.Text;

namespace StateFlow.DebugAdapter.Protocol;

/// <summary>Reads messages, each of which has headers with its length before it.</summary>
internal sealed class MessageReader(Stream input)
{
    private const int MaxHeaderLength = 8 * 1024;

    /// <summary>Far more than any request needs, and little enough to be held.</summary>
    private const int MaxContentLength = 16 * 1024 * 1024;

    private const string LengthHeader = "Content-Length";

    private readonly BufferedStream _input = new(input);

    /// <summary>The content of the next message; null at the end of the input, be it in the middle of a message.</summary>
    /// <exception cref="FramingException">It cannot be told where the message ends.</exception>
    public byte[]? Read()
    {
        int? length = null;
        for (var budget = MaxHeaderLength; ReadLine(ref budget) is { } header;)
        {
            if (header.Length > 0)
            {
                if (LengthIn(header) is { } found) length = found;
                continue;
            }

            var content = new byte[length ?? throw new FramingException($"a message has no header `{LengthHeader}`")];
            return _input.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length ? content : null;
        }

        return null;
    }

    private static int? LengthIn(string header)
    {
        var colon = header.IndexOf(':');
        if (colon < 0) throw new FramingException($"expected a header such as `{LengthHeader}: 119`, found `{Shortened(header)}`");
        if (!header.AsSpan(0, colon).Trim().Equals(LengthHeader, StringComparison.OrdinalIgnoreCase)) return null;
        var text = header[(colon + 1)..].Trim();
        if (text.Length == 0 || !text.All(char.IsAsciiDigit)) throw new FramingException($"`{LengthHeader}` is a number of bytes, not `{Shortened(text)}`");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= MaxContentLength
            ? length
            : throw new FramingException($"a message has at most {MaxContentLength} bytes, not {Shortened(text)}");
    }

    /// <summary>A line without its end; null at the end of the input.</summary>
    private string? ReadLine(ref int budget)
    {
        var line = new StringBuilder();
        while (_input.ReadByte() is >= 0 and var read)
        {
            if (read == '\n') return line.ToString().TrimEnd('\r');
            if (--budget < 0) throw new FramingException($"the headers of a message have at most {MaxHeaderLength} bytes");
            line.Append((char)read);
        }

        return null;
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : $"{text[..40]}...";
}

/// <summary>The input is no sequence of messages, so that nothing more can be read from it.</summary>
internal sealed class FramingException(string message) : Exception(message);
