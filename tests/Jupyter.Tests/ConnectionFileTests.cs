using StateFlow.Jupyter.Connection;

namespace StateFlow.Jupyter.Tests;

/// <summary>What a host writes into its connection file is what the kernel does.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ConnectionFileTests
{
    private const string Good = """
        {
          "transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": "k", "kernel_name": "stateflow",
          "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5
        }
        """;

    [Test]
    public void IsRead() => Assert.That(Read(Good), Is.EqualTo(new ConnectionFile("127.0.0.1", 1, 4, 3, 2, 5, "k")));

    [TestCase("\"tcp\"", "\"ipc\"", "asks for the transport 'ipc', but this kernel has only 'tcp'")]
    [TestCase("hmac-sha256", "hmac-md5", "asks for the signature scheme 'hmac-md5', but this kernel has only 'hmac-sha256'")]
    [TestCase("\"shell_port\": 1, ", "", "it has no 'shell_port'")]
    [TestCase("\"hb_port\": 5", "\"hb_port\": 70000", "'hb_port' is not a number from 1 to 65535")]
    [TestCase("\"hb_port\": 5", "\"hb_port\": \"5\"", "'hb_port' is not a number from 1 to 65535")]
    [TestCase("\"ip\": \"127.0.0.1\", ", "", "it has no 'ip'")]
    [TestCase("\"127.0.0.1\"", "7", "'ip' is not a text")]
    [TestCase("}", "", "is not a connection file: ")]
    public void IsRefused(string part, string replacement, string message)
    {
        var exception = Assert.Throws<ConnectionException>(() => Read(Good.Replace(part, replacement)));

        Assert.That(exception.Message, Does.Contain(message));
    }

    [Test]
    public void MustBeThere() =>
        Assert.That(() => ConnectionFile.Read("no-such-file.json"), Throws.TypeOf<ConnectionException>().With.Message.StartsWith("cannot read the connection file 'no-such-file.json'"));

    [Test]
    public void NamesAnAddressInUse()
    {
        using var kernel = new RunningKernel();

        Assert.That(
            () => new JupyterKernel(kernel.Connection, _ => kernel.Notebook, TextWriter.Null),
            Throws.TypeOf<ConnectionException>().With.Message.EqualTo($"cannot listen on tcp://127.0.0.1:{kernel.Connection.ShellPort} for the shell channel: another process does"));
    }

    [TestCase("192.0.2.1")]
    [TestCase("no such host")]
    public void NamesAnAddressThatIsNotOurs(string address)
    {
        var ports = RunningKernel.FreePorts(5);
        var connection = new ConnectionFile(address, ports[0], ports[1], ports[2], ports[3], ports[4], "");

        Assert.That(
            () => new JupyterKernel(connection, _ => new ScriptedNotebook(), TextWriter.Null),
            Throws.TypeOf<ConnectionException>().With.Message.StartsWith($"cannot listen on tcp://{address}:{ports[0]} for the shell channel: "));
    }

    [Test]
    public void MayNameAnAddressOfSixteenBytes() =>
        Assert.That(new ConnectionFile("::1", 1, 2, 3, 4, 5, "").EndpointOf(1), Is.EqualTo("tcp://[::1]:1"));

    private static ConnectionFile Read(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            return ConnectionFile.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
