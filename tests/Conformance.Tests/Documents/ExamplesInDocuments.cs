using StateFlow.Conformance.Tests.Engines;
using StateFlow.Language;
using StateFlow.Language.Syntax;

namespace StateFlow.Conformance.Tests.Documents;

/// <summary>What the documentation shows is what happens.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExamplesInDocuments
{
    private const string FileName = "example.sf";

    public static IEnumerable<TestCaseData> Examples =>
        ((string[])["README.md", "docs/language.md"])
            .SelectMany(Example.In)
            .Select(example => new TestCaseData(example).SetArgDisplayNames(example.ToString()));

    [TestCaseSource(nameof(Examples))]
    public void DoesWhatThePageSays(Example example)
    {
        Assert.That(example.Output is not null || example.Errors is not null, Is.True, "a `text` or an `error` block must follow");

        var (output, errors) = Run(example.Program.Text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(output, Is.EqualTo(example.Output?.Text ?? ""));
            Assert.That(errors, Is.EqualTo(example.Errors?.Text ?? ""));
        }
    }

    private static (string Output, string Errors) Run(string text)
    {
        var compilation = Compiler.Compile([new SourceText(FileName, text)]);
        var errors = compilation.Diagnostics.Select(diagnostic => diagnostic.ToString()).ToList();
        if (compilation.Program is not { } program) return ("", Lines(errors));

        var execution = AllEngines.Reference.Run(program, seed: 0);
        if (execution.Failure is { } failure) errors.Add(failure.Description);
        return (execution.Output, Lines(errors));
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
