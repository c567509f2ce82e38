using System.Text.Json;
using StateFlow.Tests.Shared;

namespace StateFlow.DebugAdapter.Tests;

/// <summary>Sessions as files; their README tells how they are written.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TranscriptTests
{
    private const string Request = "> ";
    private const string FolderMark = "$folder";

    /// <summary>A program is looked at when a request needs it, so that no clock decides what is told together.</summary>
    private static readonly TimeSpan OnlyWhenAsked = TimeSpan.FromDays(1);

    private static readonly string Folder = Path.Combine("tests", "DebugAdapter");

    public static IEnumerable<TestCaseData> Transcripts =>
        Repository.Files(Folder, "*.txt").Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Transcripts))]
    public void Is_what_the_adapter_says(string file)
    {
        var lines = File.ReadAllLines(file);
        Assert.That(lines.Count(line => line.StartsWith(Request)), Is.GreaterThan(1));
        using var client = new Client(OnlyWhenAsked);
        var said = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith(Request)) Send(client, line[Request.Length..]);
            if (line.StartsWith(Request) || line.StartsWith('#') || line.Length == 0) said.Add(line);
            else said.Add(client.Next() is { } message ? Line(message) : "(the end)");
            if (said[^1] != line) break;
        }

        Assert.That(said, Is.EqualTo(lines.Take(said.Count)));
        Assert.That(client.Close(), Is.Null);
        Assert.That(client.Next() is { } more ? Line(more) : null, Is.Null, "there is more");
    }

    [Test]
    [Explicit("writes the transcripts anew from their requests: look at the differences")]
    public void Write()
    {
        foreach (var file in Repository.Files(Folder, "*.txt"))
        {
            using var client = new Client(OnlyWhenAsked);
            var written = new List<string>();
            foreach (var line in File.ReadAllLines(file).Where(line => line.Length == 0 || line[0] is '>' or '#'))
            {
                written.Add(line);
                if (!line.StartsWith(Request)) continue;
                Send(client, line[Request.Length..]);
                while (written[^1][0] != '<') written.Add(Line(client.Next()!.Value));
                while (client.NextWithin(TimeSpan.FromSeconds(0.5)) is { } message) written.Add(Line(message));
            }

            File.WriteAllLines(file, written);
            Assert.That(client.Close(), Is.Null);
        }
    }

    private static void Send(Client client, string request)
    {
        var (command, arguments) = request.IndexOf(' ') is > 0 and var space ? (request[..space], request[space..]) : (request, null);
        client.Send(command, arguments is null ? null : JsonElement.Parse(arguments.Replace(FolderMark, JsonEncodedText.Encode(Repository.PathOf(Folder)).Value)));
    }

    private static string Line(JsonElement message) => Client.Notation(message).Replace(JsonEncodedText.Encode(Repository.PathOf(Folder)).Value, FolderMark);
}
