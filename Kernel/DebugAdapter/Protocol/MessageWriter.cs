using System.Text;
using System.Text.Json;

namespace StateFlow.DebugAdapter.Protocol;

/// <summary>Writes messages, each of which has headers with its length before it.</summary>
internal sealed class MessageWriter(Stream output)
{
    private readonly Lock _lock = new();

    public void Write(ProtocolMessage message)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), ProtocolJson.Options);
        lock (_lock)
        {
            output.Write(Encoding.ASCII.GetBytes($"Content-Length: {content.Length}\r\n\r\n"));
            output.Write(content);
            output.Flush();
        }
    }
}
