using System.Text;

namespace StateFlow.DebugAdapter.Tests;

/// <summary>Input that is not as it should be, and input that ends.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FramingTests
{
    private const string Threads = """{"seq":1,"type":"request","command":"threads"}""";

    [TestCase("not JSON", "< refused: a message is not JSON: line 1, byte 2")]
    [TestCase("{\"seq\":1", "< refused: a message is not JSON: line 1, byte 9")]
    [TestCase("[]", "< refused: a message is a JSON object")]
    [TestCase("{}", "< refused: expected a message of type `request`, found `none`")]
    [TestCase("""{"type":"response"}""", "< refused: expected a message of type `request`, found `response`")]
    [TestCase("""{"type":"request","command":7}""", "< refused: a request has no `command`")]
    [TestCase("""{"type":"request","command":"threads","seq":"first"}""", "< threads refused: send `initialize` first")]
    [TestCase("""{"type":"request","command":"initialize","arguments":[1]}""", null)]
    public void A_message_that_is_no_request_is_refused_and_the_next_one_is_read(string content, string? answer)
    {
        using var client = new Client();
        client.SendContent(content);
        client.SendContent("""{"seq":2,"type":"request","command":"fly"}""");

        if (answer is not null) Assert.That(Client.Notation(client.Next()!.Value).Replace("  ", " "), Is.EqualTo(answer));
        else Assert.That(client.Next()!.Value.GetProperty("success").GetBoolean(), Is.True);
        Assert.That(Client.Notation(client.Next()!.Value), Is.EqualTo("< fly refused: unknown request `fly`"));
        Assert.That(client.Close(), Is.Null);
    }

    [TestCase("Content-Length: many\r\n\r\n", "`Content-Length` is a number of bytes, not `many`")]
    [TestCase("Content-Length: -1\r\n\r\n", "`Content-Length` is a number of bytes, not `-1`")]
    [TestCase("Content-Length: 99999999\r\n\r\n", "a message has at most 16777216 bytes, not 99999999")]
    [TestCase("Content-Length: 99999999999999999999\r\n\r\n", "a message has at most 16777216 bytes, not 99999999999999999999")]
    [TestCase("Content-Type: text\r\n\r\n", "a message has no header `Content-Length`")]
    [TestCase("\r\n", "a message has no header `Content-Length`")]
    [TestCase("hello\r\n", "expected a header such as `Content-Length: 119`, found `hello`")]
    public void A_length_that_cannot_be_told_ends_the_session_with_a_message(string input, string fault)
    {
        using var client = new Client();
        client.SendBytes(Encoding.ASCII.GetBytes(input));

        var answer = client.Next()!.Value;
        Assert.That(answer.GetProperty("success").GetBoolean(), Is.False);
        Assert.That(answer.GetProperty("message").GetString(), Is.EqualTo(fault));
        Assert.That(client.Next(), Is.Null);
        Assert.That(client.Close(), Is.EqualTo(fault));
    }

    [Test]
    public void Headers_without_end_are_not_kept()
    {
        using var client = new Client();
        client.SendBytes(Encoding.ASCII.GetBytes(new string('x', 10_000)));

        Assert.That(client.Close(), Is.EqualTo("the headers of a message have at most 8192 bytes"));
    }

    [TestCase("Content-Type: application/json\r\nContent-Length: {0}\r\n\r\n")]
    [TestCase("content-length:{0}\r\nX-Other: 5\r\n\r\n")]
    [TestCase("Content-Length: {0}\n\n")]
    public void Other_headers_and_ends_of_lines_do_not_matter(string headers)
    {
        using var client = new Client();
        client.SendBytes(Encoding.ASCII.GetBytes(string.Format(headers, Threads.Length) + Threads));

        Assert.That(Client.Notation(client.Next()!.Value), Is.EqualTo("< threads refused: send `initialize` first"));
        Assert.That(client.Close(), Is.Null);
    }

    [TestCase("")]
    [TestCase("Content-Le")]
    [TestCase("Content-Length: 100\r\n")]
    [TestCase("Content-Length: 100\r\n\r\n{\"seq\":")]
    public void Input_that_ends_anywhere_ends_the_session(string input)
    {
        using var client = new Client();
        client.SendBytes(Encoding.ASCII.GetBytes(input));

        Assert.That(client.Close(), Is.Null);
        Assert.That(client.Next(), Is.Null);
    }
}
