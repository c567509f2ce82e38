using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StateFlow.DebugAdapter.Launching;

namespace StateFlow.DebugAdapter.Tests;

/// <summary>A client of a server in this process.</summary>
internal sealed class Client : IDisposable
{
    /// <summary>Only ends what hangs; no test says how long anything takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream _requests;
    private readonly BlockingCollection<JsonElement> _messages = [];
    private readonly Task<string?> _server;
    private int _seq;

    /// <param name="lookInterval">How often the server looks at a running program; it decides what is told together.</param>
    public Client(TimeSpan? lookInterval = null)
    {
        var (requests, answers) = (new Pipe(), new Pipe());
        _requests = requests.Writer.AsStream();
        _server = Task.Factory.StartNew(
            () =>
            {
                using var output = answers.Writer.AsStream();
                return new DebugAdapterServer(requests.Reader.AsStream(), output, new FileLauncher(Read)) { LookInterval = lookInterval }.Run();
            },
            TaskCreationOptions.LongRunning);
        var reader = new Thread(() => ReadAll(answers.Reader.AsStream())) { IsBackground = true };
        reader.Start();
    }

    public void Send(string command, JsonElement? arguments = null) =>
        SendContent(JsonSerializer.Serialize(new { seq = ++_seq, type = "request", command, arguments }));

    public void SendContent(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        SendBytes(Encoding.ASCII.GetBytes($"Content-Length: {bytes.Length}\r\n\r\n"));
        SendBytes(bytes);
    }

    public void SendBytes(byte[] bytes)
    {
        _requests.Write(bytes);
        _requests.Flush();
    }

    /// <summary>The next message of the server, null if it has ended.</summary>
    public JsonElement? Next() => _messages.TryTake(out var message, Patience) ? message : _messages.IsCompleted ? null : throw new TimeoutException("the server says nothing");

    /// <summary>The next message if there is one soon; for writing transcripts, not for testing.</summary>
    public JsonElement? NextWithin(TimeSpan time) => _messages.TryTake(out var message, time) ? message : null;

    /// <summary>Ends the input, and gives what the server found wrong with it.</summary>
    public string? Close()
    {
        _requests.Dispose();
        return _server.Wait(Patience) ? _server.Result : throw new TimeoutException("the server does not end");
    }

    public void Dispose() => _requests.Dispose();

    /// <summary>A message as transcripts have it.</summary>
    public static string Notation(JsonElement message) => message.GetProperty("type").GetString() == "event"
        ? $"* {message.GetProperty("event").GetString()}{Body(message)}"
        : message.GetProperty("success").GetBoolean()
            ? $"< {message.GetProperty("command").GetString()}{Body(message)}"
            : $"< {message.GetProperty("command").GetString()} refused: {message.GetProperty("message").GetString()}";

    private static string Body(JsonElement message) => message.TryGetProperty("body", out var body) ? $" {JsonSerializer.Serialize(body, Plain)}" : "";

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            throw new LaunchException($"cannot read '{Path.GetFileName(file)}'");
        }
    }

    private void ReadAll(Stream answers)
    {
        var reader = new Protocol.MessageReader(answers);
        while (reader.Read() is { } content) _messages.Add(JsonDocument.Parse(content).RootElement);
        _messages.CompleteAdding();
    }
}
