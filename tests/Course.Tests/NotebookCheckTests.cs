using System.Text.Json.Nodes;

namespace StateFlow.Course.Tests;

/// <summary>The checks find what is wrong.</summary>
public sealed class NotebookCheckTests
{
    private const string Prose = """
        # A title

        ## What you have seen

        ## Exercises

        <details><summary>Solution</summary>

        ```fsharp
        1 + 1
        ```

        </details>

        <details><summary>Solution</summary>

        ```fsharp
        2 + 2
        ```

        </details>

        [next](next.ipynb#here)
        """;

    [Test]
    public void A_good_notebook_has_nothing_wrong()
    {
        Assert.That(Writing(Prose, [.. Enumerable.Repeat("text/plain: 3", 8)]), Is.Empty);
        Assert.That(Outputs("text/plain: 3"), Is.Empty);
    }

    [Test]
    public void Solutions_are_found() => Assert.That(Good(Prose, []).Solutions, Is.EqualTo(new[] { "1 + 1", "2 + 2" }));

    [TestCase("# A title", "A title", "does not begin with its title")]
    [TestCase("## Exercises", "", "has no '## Exercises'")]
    [TestCase("<details>", "", "has 0 folded solutions")]
    [TestCase("next.ipynb", "missing.ipynb", "leads to 'missing.ipynb'")]
    public void A_wrong_text_is_found(string before, string after, string found) =>
        Assert.That(Writing(Prose.Replace(before, after), [.. Enumerable.Repeat("text/plain: 3", 8)]), Has.Some.Contains(found));

    [Test]
    public void Too_few_promises_are_found() => Assert.That(Writing(Prose, ["text/plain: 3"]), Has.Some.Contains("has 1 promises"));

    [Test]
    public void A_failure_without_a_promise_is_found() =>
        Assert.That(NotebookCheck.Writing(Good(Prose, ["text/plain: 3"], mayFail: true), _ => true), Has.Some.Contains("does not promise how"));

    [TestCase("text/plain: 4")]
    [TestCase("stdout: 3")]
    [TestCase("image/svg+xml: 3")]
    public void A_broken_promise_is_found(string promise) => Assert.That(Outputs(promise), Is.EqualTo(new[] { $"code does not keep its promise '{promise}'" }));

    [TestCase("3")]
    [TestCase("html: 3")]
    [TestCase("text/plain: ")]
    public void A_promise_of_nothing_is_refused(string promise) => Assert.That(() => Outputs(promise).ToList(), Throws.TypeOf<FormatException>());

    [Test]
    public void A_missing_failure_is_found() =>
        Assert.That(NotebookCheck.Outputs(Good(Prose, [], mayFail: true)), Is.EqualTo(new[] { "code is meant to fail and does not" }));

    [Test]
    public void An_unexpected_failure_is_found() => Assert.That(
        NotebookCheck.Outputs(Of(Prose, [], false, new JsonObject { ["output_type"] = "error", ["ename"] = "SF0201", ["evalue"] = "no", ["traceback"] = new JsonArray("no") })),
        Has.Some.StartsWith("code fails: SF0201"));

    [Test]
    public void Another_output_is_found()
    {
        var committed = Good(Prose, []);

        Assert.That(NotebookCheck.Differences(committed, Good(Prose, [])), Is.Empty);
        Assert.That(NotebookCheck.Differences(committed, Of(Prose, [], false, Value("4"))), Has.Exactly(1).Contains("code puts out something else"));
    }

    [Test]
    public void Lines_are_the_same_however_they_are_stored()
    {
        var inOne = Of(Prose, [], false, new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "1\n2\n" });
        var byLine = Of(Prose, [], false, new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = new JsonArray("1\n", "2\n") });

        Assert.That(NotebookCheck.Differences(inOne, byLine), Is.Empty);
    }

    private static IEnumerable<string> Writing(string prose, string[] promises) => NotebookCheck.Writing(Good(prose, promises), file => file == "next.ipynb");

    private static IEnumerable<string> Outputs(string promise) => NotebookCheck.Outputs(Good(Prose, [promise]));

    private static Notebook Good(string prose, string[] promises, bool mayFail = false) => Of(prose, promises, mayFail, Value("3"));

    private static JsonObject Value(string text) => new() { ["output_type"] = "execute_result", ["data"] = new JsonObject { ["text/plain"] = text } };

    private static Notebook Of(string prose, string[] promises, bool mayFail, JsonObject output) => Notebook.Parse("notebook", new JsonObject
    {
        ["cells"] = new JsonArray(
            new JsonObject { ["cell_type"] = "markdown", ["id"] = "text", ["source"] = prose },
            new JsonObject
            {
                ["cell_type"] = "code",
                ["id"] = "code",
                ["metadata"] = new JsonObject
                {
                    ["tags"] = mayFail ? new JsonArray("raises-exception") : [],
                    ["stateflow"] = new JsonObject { ["promises"] = new JsonArray([.. promises.Select(promise => JsonValue.Create(promise))]) },
                },
                ["source"] = "1 + 2",
                ["outputs"] = new JsonArray(output),
            }),
    }.ToJsonString());
}
