using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using StateFlow.Jupyter.Wire;

namespace StateFlow.Jupyter.Connection;

/// <summary>Where a host wants to reach the kernel, and the key that it signs messages with.</summary>
/// <param name="Address">The address that is listened on, and no other.</param>
/// <param name="Key">Empty if messages are not signed.</param>
public sealed record ConnectionFile(
    string Address, int ShellPort, int ControlPort, int StandardInputPort, int PublicationsPort, int HeartbeatPort, string Key)
{
    private const int LargestPort = 65_535;

    /// <summary>Reads a file that a host has written.</summary>
    /// <exception cref="ConnectionException">It cannot be read, or asks for what there is not.</exception>
    public static ConnectionFile Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(file, document.RootElement)
                : throw new ConnectionException($"'{file}' is not a connection file: it holds no JSON object");
        }
        catch (JsonException exception)
        {
            throw new ConnectionException($"'{file}' is not a connection file: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConnectionException($"cannot read the connection file '{file}': {exception.Message}");
        }
    }

    /// <summary>The address of a socket as the transport writes it.</summary>
    internal string EndpointOf(int port) =>
        IPAddress.TryParse(Address, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"tcp://[{Address}]:{port}"
            : $"tcp://{Address}:{port}";

    private static ConnectionFile Read(string file, JsonElement root)
    {
        if (Text("transport", "tcp") is var transport and not "tcp")
            throw new ConnectionException($"'{file}' asks for the transport '{transport}', but this kernel has only 'tcp': start it with KernelManager.transport = 'tcp'");

        var key = Text("key", "");
        if (Text("signature_scheme", MessageSigner.Scheme) is var scheme && scheme != MessageSigner.Scheme && key != "")
            throw new ConnectionException($"'{file}' asks for the signature scheme '{scheme}', but this kernel has only '{MessageSigner.Scheme}'");

        return new ConnectionFile(
            Text("ip", null), Port("shell_port"), Port("control_port"), Port("stdin_port"), Port("iopub_port"), Port("hb_port"), key);

        string Text(string name, string? missing)
        {
            if (!root.TryGetProperty(name, out var field)) return missing ?? throw new ConnectionException($"'{file}' is not a connection file: it has no '{name}'");
            return field.ValueKind == JsonValueKind.String && WireJson.Text(field) is { } text
                ? text
                : throw new ConnectionException($"'{file}' is not a connection file: '{name}' is not a text");
        }

        int Port(string name)
        {
            if (!root.TryGetProperty(name, out var field)) throw new ConnectionException($"'{file}' is not a connection file: it has no '{name}'");
            return field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out var port) && port is > 0 and <= LargestPort
                ? port
                : throw new ConnectionException($"'{file}' is not a connection file: '{name}' is not a number from 1 to {LargestPort}");
        }
    }
}
