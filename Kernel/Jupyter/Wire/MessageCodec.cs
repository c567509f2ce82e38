using System.Globalization;
using System.Text.Json.Nodes;

namespace StateFlow.Jupyter.Wire;

/// <summary>Messages as the frames that sockets carry: identities, a delimiter, the signature, and four objects as JSON.</summary>
internal sealed class MessageCodec(MessageSigner signer)
{
    /// <summary>The version of the protocol.</summary>
    public const string ProtocolVersion = "5.5";

    private const int Parts = 4;

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    /// <summary>Tells this kernel from others in the headers of its messages.</summary>
    public string Session { get; } = Guid.NewGuid().ToString();

    /// <summary>Called by one thread at a time.</summary>
    /// <exception cref="MalformedMessageException"/>
    public Message Decode(IReadOnlyList<byte[]> frames)
    {
        ImmutableArray<byte[]> identities = [.. frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter))];
        if (identities.Length == frames.Count) throw new MalformedMessageException("it has no delimiter");

        ImmutableArray<byte[]> signed = [.. frames.Skip(identities.Length + 1).Take(1 + Parts)];
        if (signed.Length < 1 + Parts) throw new MalformedMessageException($"it has {signed.Length} of {1 + Parts} parts");

        signer.Accept(signed[0], signed.AsSpan()[1..]);
        var header = MessageHeader.Read(signed[1]);
        WireJson.Read(signed[2], "parent header");
        WireJson.Read(signed[3], "metadata");
        return new Message(identities, header, WireJson.Read(signed[4], "content"));
    }

    /// <param name="parent">The header of the message that this one answers, or comes of.</param>
    public ImmutableArray<byte[]> Encode(ImmutableArray<byte[]> identities, MessageHeader? parent, string type, JsonObject content)
    {
        byte[][] parts = [WireJson.Write(Header(type)), parent?.Json ?? WireJson.Empty, WireJson.Empty, WireJson.Write(content)];
        return [.. identities, Delimiter, signer.Sign(parts), .. parts];
    }

    private JsonObject Header(string type) => new()
    {
        ["msg_id"] = Guid.NewGuid().ToString(),
        ["session"] = Session,
        ["username"] = "kernel",
        ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        ["msg_type"] = type,
        ["version"] = ProtocolVersion,
    };
}
