using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using StateFlow.Jupyter.Connection;

namespace StateFlow.Jupyter.Tests;

/// <summary>A message as a host sees it.</summary>
internal sealed record Received(string Type, string? ParentId, JsonElement Content)
{
    public string? Text(string field) => Content.GetProperty(field).GetString();

    public int Number(string field) => Content.GetProperty(field).GetInt32();
}

/// <summary>What came of a request.</summary>
/// <param name="Publications">What was published on account of it, up to its end.</param>
internal sealed record Answer(Received Reply, ImmutableArray<Received> Publications)
{
    public string? Status => Reply.Text("status");

    public IEnumerable<string> PublishedTypes => Publications.Select(publication => publication.Type);

    public Received Published(string type) => Publications.Single(publication => publication.Type == type);

    /// <summary>What was printed to a stream.</summary>
    public string Printed(string stream) => string.Concat(Publications.Where(publication => publication.Type == "stream" && publication.Text("name") == stream).Select(publication => publication.Text("text")));
}

/// <summary>A host, written from the specification alone.</summary>
internal sealed class Host : IDisposable
{
    /// <summary>Only ends what hangs; no test says how long anything takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly byte[] Delimiter = Encoding.ASCII.GetBytes("<IDS|MSG>");

    private readonly string _key;
    private readonly string _session = Guid.NewGuid().ToString();

    public Host(ConnectionFile connection, string key)
    {
        _key = key;
        Shell.Connect(connection.EndpointOf(connection.ShellPort));
        Control.Connect(connection.EndpointOf(connection.ControlPort));
        StandardInput.Connect(connection.EndpointOf(connection.StandardInputPort));
        Heartbeat.Connect(connection.EndpointOf(connection.HeartbeatPort));
        Publications.Options.ReceiveHighWatermark = 0;
        Publications.Connect(connection.EndpointOf(connection.PublicationsPort));
        Publications.SubscribeToAnyTopic();
        Welcome = Receive(Publications, message => message.Type == "iopub_welcome");
    }

    public DealerSocket Shell { get; } = new();

    public DealerSocket Control { get; } = new();

    public DealerSocket StandardInput { get; } = new();

    public SubscriberSocket Publications { get; } = new();

    public RequestSocket Heartbeat { get; } = new();

    public Received Welcome { get; }

    /// <summary>Sends a request and waits until the kernel is done with it.</summary>
    public Answer Ask(string type, JsonObject? content = null, DealerSocket? channel = null) => Finish(Send(type, content, channel), channel);

    public Answer Execute(string code) => Ask("execute_request", new JsonObject { ["code"] = code });

    /// <summary>Sends a request.</summary>
    /// <returns>Its id.</returns>
    public string Send(string type, JsonObject? content = null, DealerSocket? channel = null)
    {
        var id = Guid.NewGuid().ToString();
        SendSigned(channel ?? Shell, Header(id, type), "{}", "{}", (content ?? []).ToJsonString());
        return id;
    }

    /// <summary>Sends parts as they are, signed.</summary>
    public void SendSigned(DealerSocket channel, params string[] parts) => SendRaw(channel, [Delimiter, Signature(parts), .. parts.Select(Encoding.UTF8.GetBytes)]);

    public static void SendRaw(DealerSocket channel, params byte[][] frames) => channel.SendMultipartBytes(frames);

    public byte[] Signature(params string[] parts) => _key == ""
        ? []
        : Encoding.ASCII.GetBytes(Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_key), Encoding.UTF8.GetBytes(string.Concat(parts)))).ToLowerInvariant());

    public string Header(string id, string type) => new JsonObject
    {
        ["msg_id"] = id,
        ["session"] = _session,
        ["username"] = "tester",
        ["date"] = "2026-01-01T00:00:00.000000Z",
        ["msg_type"] = type,
        ["version"] = "5.3",
    }.ToJsonString();

    /// <summary>Waits for what comes of a request.</summary>
    public Answer Finish(string id, DealerSocket? channel = null)
    {
        var reply = Receive(channel ?? Shell, message => message.ParentId == id);
        return new Answer(reply, PublishedFor(id));
    }

    /// <summary>What is published on account of a request, up to its end.</summary>
    public ImmutableArray<Received> PublishedFor(string id)
    {
        var publications = ImmutableArray.CreateBuilder<Received>();
        do publications.Add(Receive(Publications, message => message.ParentId == id));
        while (publications[^1] is not { Type: "status" } last || last.Text("execution_state") != "idle");
        return publications.ToImmutable();
    }

    /// <summary>The next message that is looked for; others are forgotten.</summary>
    public Received Receive(NetMQSocket socket, Func<Received, bool> isWanted)
    {
        while (true)
        {
            var frames = new List<byte[]>();
            if (!socket.TryReceiveMultipartBytes(Patience, ref frames!)) throw new TimeoutException("the kernel sends nothing");
            if (Read(frames) is var message && isWanted(message)) return message;
        }
    }

    public void Dispose()
    {
        foreach (NetMQSocket socket in (NetMQSocket[])[Shell, Control, StandardInput, Publications, Heartbeat]) socket.Dispose();
    }

    private Received Read(List<byte[]> frames)
    {
        var parts = frames.SkipWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter)).Skip(1).ToArray();
        string[] texts = [.. parts[1..5].Select(Encoding.UTF8.GetString)];
        Assert.That(parts[0], Is.EqualTo(Signature(texts)), "the kernel's signature");
        var parent = JsonElement.Parse(texts[1]);
        return new Received(
            JsonElement.Parse(texts[0]).GetProperty("msg_type").GetString()!,
            parent.TryGetProperty("msg_id", out var id) ? id.GetString() : null,
            JsonElement.Parse(texts[3]));
    }
}
