using System.Text.RegularExpressions;
using StateFlow.Language;
using StateFlow.Language.Syntax;
using StateFlow.Tests.Shared;

namespace StateFlow.Conformance.Tests.Documents;

/// <summary>Every code that a user can meet is explained, with a program that brings it about.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class DiagnosticsDocument
{
    private const string Document = "docs/diagnostics.md";

    /// <summary>Codes of the command, which no program text brings about; the command's own tests do.</summary>
    private const string CommandCodes = "SF00";

    /// <summary>Codes of notebooks, which directives and other languages bring about; the tests of notebooks do.</summary>
    private const string NotebookCodes = "SF07";

    /// <summary>Codes of the engine and of what is built on it, which a project or a machine brings about; their tests do.</summary>
    private const string RuntimeCodes = "SF08";

    /// <summary>Codes about the size of a program, whose examples do not fit on a page.</summary>
    private static readonly ImmutableDictionary<string, Func<string>> LargeExamples = new Dictionary<string, Func<string>>
    {
        ["SF0113"] = () => new string('\n', 6_000_000),
        ["SF0124"] = () => $"let x = {new string('(', 20_000)}1{new string(')', 20_000)}\n",
    }.ToImmutableDictionary();

    /// <summary>Codes that no text brings about, because the parser refuses it first; the binder's own tests do.</summary>
    private static readonly ImmutableHashSet<string> CodesOfTrees = ["SF0317", "SF0425"];

    /// <summary>Codes that take more than one submission; the tests of sessions bring them about.</summary>
    private static readonly ImmutableHashSet<string> CodesOfSessions = ["SF0506", "SF0507"];

    public static IEnumerable<TestCaseData> Codes =>
        from folder in (string[])["Language", "Interpreter", "Runtime", "Kernel", "Cli"]
        from file in Repository.Files(folder, "*.cs")
        where !file.Contains("/obj/") && !file.Contains("\\obj\\")
        from match in Quoted().Matches(File.ReadAllText(file))
        group match by match.Groups["code"].Value into code
        orderby code.Key
        select new TestCaseData(code.Key).SetArgDisplayNames(code.Key);

    public static IEnumerable<TestCaseData> LanguageCodes =>
        from data in Codes
        let code = (string)data.Arguments[0]!
        where !code.StartsWith(CommandCodes) && !code.StartsWith(NotebookCodes) && !code.StartsWith(RuntimeCodes) && !CodesOfTrees.Contains(code) && !CodesOfSessions.Contains(code)
        select data;

    [TestCaseSource(nameof(Codes))]
    public void HasASection(string code) => Assert.That(Section(code), Is.Not.Null, $"no heading of {Document} starts with {code}");

    [TestCaseSource(nameof(LanguageCodes))]
    public void HasAnExampleThatBringsItAbout(string code)
    {
        var text = LargeExamples.TryGetValue(code, out var example) ? example() : Section(code)?.Text;
        Assert.That(text, Is.Not.Null, $"the section {code} of {Document} has no `fsharp` block");

        var diagnostics = Compiler.Compile([new SourceText("example.sf", text!)]).Diagnostics;

        Assert.That(diagnostics.Select(diagnostic => diagnostic.Code).Distinct(), Is.EqualTo(new[] { code }), () => string.Join('\n', diagnostics));
    }

    [Test]
    public void ExplainsNoCodeThatDoesNotExist()
    {
        var existing = Codes.Select(code => (string)code.Arguments[0]!);
        var explained = Elements().OfType<Heading>().Select(heading => Code().Match(heading.Text)).Where(match => match.Success).Select(match => match.Value);

        Assert.That(explained, Is.EquivalentTo(existing));
    }

    /// <summary>The first program of a code's section; empty text if it has none; null if there is no section.</summary>
    private static FencedBlock? Section(string code)
    {
        var section = Elements().SkipWhile(element => element is not Heading heading || !heading.Text.StartsWith(code)).ToList();
        return section is [Heading heading, .. var rest]
            ? rest.TakeWhile(element => element is not Heading).OfType<FencedBlock>().FirstOrDefault() ?? new FencedBlock("", "", heading.Line)
            : null;
    }

    private static ImmutableArray<MarkdownElement> Elements() => MarkdownDocument.Read(Document).Elements;

    [GeneratedRegex("""
        "(?<code>SF\d{4})"
        """)]
    private static partial Regex Quoted();

    [GeneratedRegex("""^SF\d{4}\b""")]
    private static partial Regex Code();
}
