using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using StateFlow.Language.Syntax.Lexing;
using StateFlow.Tests.Shared;

namespace StateFlow.Language.Tests.Editors;

/// <summary>The grammar that editors colour by knows the words of the language.</summary>
public sealed class TextMateGrammarTests
{
    private static readonly JsonElement Grammar = Read("syntaxes/stateflow.tmLanguage.json");

    public static IEnumerable<string> Words => Enum.GetValues<TokenKind>()
        .Select(kind => (Kind: kind, Word: kind.ToString().ToLowerInvariant()))
        .Where(entry => Keywords.KindOf(entry.Word) == entry.Kind && entry.Kind != TokenKind.Identifier)
        .Select(entry => entry.Word);

    private static IEnumerable<(string Name, Regex Pattern)> Matches => Objects(Grammar)
        .Where(entry => entry.TryGetProperty("match", out _))
        .Select(entry => (
            entry.TryGetProperty("name", out var name) ? name.GetString()! : "",
            new Regex(entry.GetProperty("match").GetString()!, RegexOptions.Multiline)));

    [Test]
    public void There_are_words() => Assert.That(Words.Count(), Is.GreaterThan(25));

    [TestCaseSource(nameof(Words))]
    public void Every_keyword_has_a_colour(string word)
    {
        var names = Matches.Where(entry => entry.Pattern.Match($" {word} ") is { Success: true } match && match.Value.Trim() == word).Select(entry => entry.Name);

        Assert.That(names, Has.Some.StartsWith("keyword").Or.Some.StartsWith("constant.language").Or.Some.StartsWith("storage"));
    }

    [Test]
    public void Every_reference_leads_to_a_rule()
    {
        var rules = Grammar.GetProperty("repository").EnumerateObject().Select(rule => "#" + rule.Name).ToHashSet();
        var references = Objects(Grammar).Where(entry => entry.TryGetProperty("include", out _)).Select(entry => entry.GetProperty("include").GetString());

        Assert.That(references.Distinct(), Is.SubsetOf(rules));
    }

    [Test]
    public void The_extension_names_files_that_exist()
    {
        var contributes = Read("package.json").GetProperty("contributes");
        var files = contributes.GetProperty("grammars").EnumerateArray().Select(grammar => grammar.GetProperty("path").GetString()!)
            .Concat(contributes.GetProperty("languages").EnumerateArray().Select(language => language.GetProperty("configuration").GetString()!));

        Assert.That(files.Select(file => Path.Combine(Folder, file)), Is.Not.Empty.And.All.Matches<string>(File.Exists));
        Assert.That(Read("language-configuration.json").GetProperty("comments").GetProperty("lineComment").GetString(), Is.EqualTo("//"));
    }

    private static string Folder => Repository.PathOf("editors", "vscode");

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;

    private static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Objects(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };
}
