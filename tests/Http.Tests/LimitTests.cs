using System.Net.Sockets;
using System.Text;
using CsCheck;
using StateFlow.Runtime;

namespace StateFlow.Http.Tests;

/// <summary>Whatever is sent, the server says what is wrong with it and goes on.</summary>
public sealed class LimitTests
{
    private const string Counter = """
        type Tree = { label: string; children: Tree list }
        entity Counter(name: string) =
            key name
            let mutable count = 0
            member this.Count : int = count
            member this.Add(amount: int, tree: Tree option, table: Map<string, float>) : int =
                count <- count + amount
                count
        """;

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 4 ? Leaf : Gen.Frequency(
        (3, Leaf),
        (1, inner.Array[0, 4].Select(items => $"[{string.Join(",", items)}]")),
        (2, Gen.Select(Gen.OneOf("amount", "tree", "table", "label", "children", "case", "some", "x", "\\ud800", "\\u0000"), inner).Array[0, 4]
            .Select(fields => $"{{{string.Join(",", fields.Select(field => $"\"{field.Item1}\":{field.Item2}"))}}}"))));

    private static Gen<string> Leaf => Gen.OneOf(
        "1", "-1", "0", "1.5", "1e400", "9223372036854775808", "null", "true", "\"\"", "\"x\"", "\"NaN\"", "\"\\udc00\"", "[]", "{}", "nul", "\"", "{", "[1,", "\u0000");

    [Test]
    public async Task Any_body_is_answered_or_refused()
    {
        await using var server = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Gen.OneOf(Json, Gen.String).Sample(
            body =>
            {
                var reply = server.PostAsync("/entities/Counter/c/Add", body).Result;
                Assert.That(reply.Status, Is.AnyOf(200, 400), body);
                if (reply.Status == 400) Assert.That(reply.Detail, Does.Not.Contain("   at "));
            },
            iter: 300,
            threads: 1))));
        await IsAliveAsync(server);
    }

    [Test]
    public async Task Any_path_is_answered_or_refused()
    {
        await using var server = await StartAsync();
        var part = Gen.OneOf(Gen.OneOf("entities", "Counter", "c", "Count", "Add", "", ".", "..", "%2e%2e", "%00", "%ff", "%", "%2F", "a b", "~", "openapi.json"), Gen.String[Gen.Char['!', '~'], 0, 12]);
        Gen.Select(Gen.OneOf("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "WRONG"), part.Array[0, 6]).Sample(
            (method, parts) =>
            {
                var reply = Raw(server.Address, $"{method} /{string.Join('/', parts).Replace(' ', '+')} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                Assert.That(reply, Does.Match("^HTTP/1.1 [234]"), string.Join('/', parts));
            },
            iter: 500,
            threads: 1);
        await IsAliveAsync(server);
    }

    [Test]
    public async Task Any_bytes_are_refused()
    {
        await using var server = await StartAsync();
        Gen.Byte.Array[0, 400].Sample(bytes => Assert.That(Raw(server.Address, Encoding.Latin1.GetString(bytes) + "\r\n\r\n", isWhole: false), Does.Not.StartWith("HTTP/1.1 5")), iter: 300, threads: 1);
        await IsAliveAsync(server);
    }

    [TestCase('[', ']')]
    [TestCase('{', '}')]
    public async Task A_deep_body_is_refused(char open, char close)
    {
        await using var server = await StartAsync();
        var inner = open == '{' ? string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) : new string('[', 50_000);
        var reply = await server.PostAsync("/entities/Counter/c/Add", inner + "1" + new string(close, 50_000));
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((400, reply.Detail)));
        Assert.That(reply.Detail, Does.StartWith("the body is not JSON: "));
        await IsAliveAsync(server);
    }

    [Test]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var server = await StartAsync(new ServerOptions { MaxBodySize = 1000 });
        var reply = Raw(server.Address, $"POST /entities/Counter/c/Add HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1001\r\nConnection: close\r\n\r\n{new string(' ', 1001)}");
        Assert.That(reply, Does.StartWith("HTTP/1.1 413 ").And.Contain("application/problem+json"));
        await IsAliveAsync(server);
    }

    [Test]
    public async Task Requests_beyond_the_limit_are_refused()
    {
        await using var server = await StartAsync(new ServerOptions { MaxRequests = 1 });
        using var open = new TcpClient(server.Address.Host, server.Address.Port);
        await open.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /entities/Counter/c/Add HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
        using var answers = new StreamReader(open.GetStream());
        Assert.That(await answers.ReadLineAsync(), Is.EqualTo("HTTP/1.1 100 Continue")); // It is under way, and waits for its body.
        var reply = await server.GetAsync("/entities/Counter/c/Count");
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((429, "1 requests are under way, which is the most that the server takes: try again")));
        Assert.That((await server.GetAsync("/health")).Status, Is.EqualTo(200));
    }

    [Test]
    public void A_host_that_is_no_address_is_refused() => Assert.That(
        () => TestServer.StartAsync(Counter, new ServerOptions { Host = "nowhere" }),
        Throws.TypeOf<EngineException>().With.Message.EqualTo("cannot listen on `nowhere`: expected `localhost`, an IP address, or `*` for all addresses"));

    private static async Task<TestServer> StartAsync(ServerOptions? options = null)
    {
        var server = await TestServer.StartAsync(Counter, options);
        Assert.That((await server.PutAsync("/entities/Counter/c")).Status, Is.EqualTo(201));
        return server;
    }

    private static async Task IsAliveAsync(TestServer server)
    {
        Assert.That((await server.GetAsync("/entities/Counter/c/Count")).Status, Is.EqualTo(200));
        Assert.That(server.Log, Is.Empty);
    }

    /// <summary>What the server sends before it closes the connection.</summary>
    /// <param name="isWhole">Whether it is a request, and not the beginning of one.</param>
    private static string Raw(Uri address, string request, bool isWhole = true)
    {
        using var client = new TcpClient(address.Host, address.Port) { ReceiveTimeout = 60_000 };
        using var stream = client.GetStream();
        try
        {
            stream.Write(Encoding.Latin1.GetBytes(request));
            if (!isWhole) client.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return ""; // Closed while it was still being sent to, as a server may.
        }
    }
}
