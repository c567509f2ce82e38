using System.Text;
using System.Text.Json.Nodes;

namespace StateFlow.Jupyter.Tests;

/// <summary>What is no message, or asks for what there is not, harms nobody.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MalformedMessageTests
{
    private const string Good = """{"msg_id":"1","session":"s","msg_type":"execute_request"}""";

    private const string Code = """{"code":"x"}""";

    [TestCase("it has no delimiter", "one", "two")]
    [TestCase("it has no delimiter", "")]
    [TestCase("it has 0 of 5 parts", "<IDS|MSG>")]
    [TestCase("it has 3 of 5 parts", "identity", "<IDS|MSG>", "signature", "{}", "{}")]
    public void DropsWhatIsNotFramed(string reason, params string[] frames)
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();

        Host.SendRaw(host.Shell, [.. frames.Select(Encoding.UTF8.GetBytes)]);

        Assert.That(host.Ask("kernel_info_request").Status, Is.EqualTo("ok"));
        Assert.That(kernel.Log, Is.EqualTo($"stateflow: jupyter: dropped a message: {reason}{Environment.NewLine}"));
    }

    [TestCase("its header is not JSON", "{", "{}", "{}", Code)]
    [TestCase("its header is not JSON", "", "{}", "{}", Code)]
    [TestCase("its header is not a JSON object", "[]", "{}", "{}", Code)]
    [TestCase("its header has no 'msg_id'", """{"session":"s","msg_type":"execute_request"}""", "{}", "{}", Code)]
    [TestCase("its header has no 'session'", """{"msg_id":"1","msg_type":"execute_request"}""", "{}", "{}", Code)]
    [TestCase("its header has no 'msg_type'", """{"msg_id":"1","session":"s"}""", "{}", "{}", Code)]
    [TestCase("'msg_type' in its header is not a text", """{"msg_id":"1","session":"s","msg_type":7}""", "{}", "{}", Code)]
    [TestCase("'msg_type' in its header is not a text", """{"msg_id":"1","session":"s","msg_type":"\ud800"}""", "{}", "{}", Code)]
    [TestCase("its parent header is not JSON", Good, "x", "{}", Code)]
    [TestCase("its metadata is not a JSON object", Good, "{}", "null", Code)]
    [TestCase("its content is not JSON", Good, "{}", "{}", "{\"code\": \"x}")]
    public void DropsWhatIsNotWellFormed(string reason, params string[] parts)
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();

        host.SendSigned(host.Shell, parts);

        Assert.That(host.Ask("kernel_info_request").Status, Is.EqualTo("ok"));
        Assert.That(kernel.Log, Does.Contain($"dropped a message: {reason}"));
        Assert.That(kernel.Notebook.Cells, Is.Empty);
    }

    [Test]
    public void DropsDeepNesting()
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();

        host.SendSigned(host.Shell, Good, "{}", "{}", $"{{\"code\":{new string('[', 100_000)}{new string(']', 100_000)}}}");

        Assert.That(host.Ask("kernel_info_request").Status, Is.EqualTo("ok"));
        Assert.That(kernel.Log, Does.Contain("its content is not JSON"));
    }

    [TestCase("execute_request", "{}", "'code' is missing")]
    [TestCase("execute_request", """{"code":7}""", "'code' is not a text")]
    [TestCase("execute_request", """{"code":"\ud800"}""", "'code' is not a text")]
    [TestCase("execute_request", """{"code":"x","silent":"no"}""", "'silent' is neither true nor false")]
    [TestCase("execute_request", """{"code":"x","user_expressions":[]}""", "'user_expressions' is not an object")]
    [TestCase("complete_request", """{"code":"x","cursor_pos":1.5}""", "'cursor_pos' is not a whole number")]
    [TestCase("history_request", """{"hist_access_type":"all"}""", "'hist_access_type' is 'all', not 'tail', 'range' or 'search'")]
    public void RefusesWhatLacksAField(string type, string content, string message)
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();
        host.SendSigned(host.Shell, host.Header("1", type), "{}", "{}", content);

        var answer = host.Finish("1");

        Assert.That(answer.Status, Is.EqualTo("error"));
        Assert.That(answer.Reply.Text("evalue"), Is.EqualTo(message));
        Assert.That(kernel.Notebook.Cells, Is.Empty);
    }

    [TestCase("make_coffee_request")]
    [TestCase("_request")]
    [TestCase("input_reply")]
    public void IsBusyButSilentAtAnUnknownType(string type)
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();

        var published = host.PublishedFor(host.Send(type));

        Assert.That(published.Select(publication => publication.Text("execution_state")), Is.EqualTo(new[] { "busy", "idle" }));
        Assert.That(kernel.Log, Does.Contain($"ignored a message of type '{type}'"));
    }

    [Test]
    public void AnswersALargeCell()
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();
        var code = new string('x', 20 * 1024 * 1024);

        var answer = host.Execute(code);

        Assert.That(answer.Status, Is.EqualTo("ok"));
        Assert.That(kernel.Notebook.Cells.Single(), Has.Length.EqualTo(code.Length));
        Assert.That(answer.Published("execute_result").Content.GetProperty("data").GetProperty("text/plain").GetString(), Is.EqualTo($"{code.Length}"));
    }

    [Test]
    public void SurvivesAFaultOfTheNotebook()
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();

        var answer = host.Execute("throw");

        Assert.That(answer.Reply.Text("ename"), Is.EqualTo("InternalError"));
        Assert.That(answer.Reply.Text("evalue"), Does.Contain("a fault of the notebook"));
        Assert.That(host.Execute("x").Status, Is.EqualTo("ok"));
    }

    [Test]
    public void RefusesInputThatNobodyAskedFor()
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();

        host.Send("input_reply", new JsonObject { ["value"] = "x" }, host.StandardInput);
        SpinWait.SpinUntil(() => kernel.Log.Contains("no input was asked for"), TimeSpan.FromMinutes(1));

        Assert.That(kernel.Log, Does.Contain("no input was asked for"));
        Assert.That(host.Ask("kernel_info_request").Status, Is.EqualTo("ok"));
    }
}
