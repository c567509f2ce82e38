using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using StateFlow.Jupyter.Requests;

namespace StateFlow.Jupyter.Tests;

/// <summary>Completion, inspection, completeness and history.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AssistanceTests
{
    private RunningKernel _kernel = null!;
    private Host _host = null!;

    [SetUp]
    public void Connect()
    {
        _kernel = new RunningKernel();
        _host = _kernel.Connect();
    }

    [TearDown]
    public void Disconnect()
    {
        _host.Dispose();
        _kernel.Dispose();
    }

    [TestCase("let a = ap", 10, 10, 8, 10)]
    [TestCase("\"🍏🍏\" ap and more", 7, 9, 5, 7)]
    [TestCase("", 0, 0, 0, 0)]
    [TestCase("ap", 99, 2, 0, 2)]
    public void CountsCodePoints(string code, int cursor, int position, int start, int end)
    {
        var reply = _host.Ask("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = cursor }).Reply;

        Assert.That(_kernel.Notebook.Position, Is.EqualTo(position));
        Assert.That((reply.Number("cursor_start"), reply.Number("cursor_end")), Is.EqualTo((start, end)));
    }

    [Test]
    public void CompletesWithTypes()
    {
        var reply = _host.Ask("complete_request", new JsonObject { ["code"] = "ap", ["cursor_pos"] = 2 }).Reply;

        Assert.That(reply.Content.GetProperty("matches").EnumerateArray().Select(match => match.GetString()), Is.EqualTo(new[] { ScriptedNotebook.CompletedText, "#!graph" }));
        var types = reply.Content.GetProperty("metadata").GetProperty("_jupyter_types_experimental").EnumerateArray().ToArray();
        Assert.That(types.Select(type => type.GetProperty("type").GetString()), Is.EqualTo(new[] { "class", "magic" }));
        Assert.That(types[0].GetProperty("signature").GetString(), Is.EqualTo("entity Apple"));
    }

    [TestCase("known", 0, "known : int")]
    [TestCase("known(", 0, "known : int")]
    [TestCase("known(", 1, "known : int\n\nBuy(amount: int) : bool\nBuys.")]
    [TestCase("other(", 0, "Buy(amount: int) : bool\nBuys.")]
    public void InspectsWhatStandsThereOrIsCalled(string code, int detail, string text)
    {
        var reply = _host.Ask("inspect_request", new JsonObject { ["code"] = code, ["cursor_pos"] = 3, ["detail_level"] = detail }).Reply;

        Assert.That(reply.Content.GetProperty("found").GetBoolean());
        Assert.That(reply.Content.GetProperty("data").GetProperty("text/plain").GetString(), Is.EqualTo(text));
    }

    [Test]
    public void FindsNothingWhereNothingIs()
    {
        var reply = _host.Ask("inspect_request", new JsonObject { ["code"] = "🍏 x", ["cursor_pos"] = 2 }).Reply;

        Assert.That(reply.Content.ToString(), Is.EqualTo("""{"data":{},"metadata":{},"status":"ok","found":false}"""));
        Assert.That(_kernel.Notebook.Position, Is.EqualTo(3));
    }

    [TestCase("let x = 1", """{"status":"complete"}""")]
    [TestCase("let f x =", """{"status":"incomplete","indent":"    "}""")]
    [TestCase("entity E =\n    let x =", """{"status":"incomplete","indent":"        "}""")]
    [TestCase("what?", """{"status":"invalid"}""")]
    public void TellsWhetherMoreIsNeeded(string code, string content) =>
        Assert.That(_host.Ask("is_complete_request", new JsonObject { ["code"] = code }).Reply.Content.ToString(), Is.EqualTo(content));

    [TestCase("""{"hist_access_type":"tail","n":2}""", """[[1,3,"let a"],[1,4,"nothing"]]""")]
    [TestCase("""{"hist_access_type":"tail","n":99}""", """[[1,1,"let a"],[1,2,"let b"],[1,3,"let a"],[1,4,"nothing"]]""")]
    [TestCase("""{"hist_access_type":"tail","n":-1}""", "[]")]
    [TestCase("""{"hist_access_type":"tail","n":1,"output":true}""", """[[1,4,["nothing",null]]]""")]
    [TestCase("""{"hist_access_type":"range","session":0,"start":2,"stop":4}""", """[[1,2,"let b"],[1,3,"let a"]]""")]
    [TestCase("""{"hist_access_type":"range","session":1,"start":2,"stop":3,"output":true}""", """[[1,2,["let b","let b"]]]""")]
    [TestCase("""{"hist_access_type":"range","session":-1,"start":1,"stop":9}""", "[]")]
    [TestCase("""{"hist_access_type":"search","pattern":"let ?"}""", """[[1,1,"let a"],[1,2,"let b"],[1,3,"let a"]]""")]
    [TestCase("""{"hist_access_type":"search","pattern":"let*","unique":true,"n":5}""", """[[1,2,"let b"],[1,3,"let a"]]""")]
    public void RemembersCells(string content, string expected)
    {
        foreach (var code in (string[])["let a", "let b", "let a", "nothing"]) _host.Execute(code);

        var reply = _host.Ask("history_request", JsonNode.Parse(content)!.AsObject()).Reply;

        Assert.That(JsonSerializer.Serialize(reply.Content.GetProperty("history")), Is.EqualTo(expected));
    }

    [Test]
    public void ConvertsPlacesBothWays()
    {
        var texts = Gen.Int[0, 5].Select(index => ((string[])["a", "ß", "🍏", "\ud83c", "\udf4f", "\n"])[index]).Array[0, 20].Select(string.Concat);
        texts.Sample(text =>
        {
            var total = CodePoints.FromUtf16(text, text.Length);
            return Enumerable.Range(0, total + 1).All(place => CodePoints.FromUtf16(text, CodePoints.ToUtf16(text, place)) == place)
                && CodePoints.ToUtf16(text, total) == text.Length;
        });
    }
}
