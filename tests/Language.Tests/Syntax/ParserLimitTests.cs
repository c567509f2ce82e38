using System.Text;
using NUnit.Framework;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Tests.Syntax;

/// <summary>Deep, long and large inputs have an answer.</summary>
public sealed class ParserLimitTests
{
    [Test]
    public void A_thousand_parentheses_are_fine() =>
        Assert.That(Parse($"let x = {new string('(', 1000)}1{new string(')', 1000)}").Diagnostics, Is.Empty);

    [Test]
    public void Five_hundred_nested_ifs_are_fine()
    {
        var text = new StringBuilder();
        for (var depth = 0; depth < 500; depth++) text.Append(' ', depth).Append("if a then\n");
        text.Append(' ', 500).Append("b\n");

        Assert.That(Parse(text.ToString()).Diagnostics, Is.Empty);
    }

    [Test]
    public void A_chain_of_nine_thousand_operators_is_fine() =>
        Assert.That(Parse(string.Join(" + ", Enumerable.Repeat("1", 9_000))).Diagnostics, Is.Empty);

    [Test]
    public void A_list_of_a_hundred_thousand_is_fine()
    {
        var result = Parse($"let xs = [{string.Join("; ", Enumerable.Repeat("-1 + 2", 100_000))}]");

        Assert.That(result.Diagnostics, Is.Empty);
        var let = (LetItem)((StatementItem)result.Unit.Items.Single()).Statement;
        Assert.That(((ListExpression)let.Value).Items, Has.Length.EqualTo(100_000));
    }

    [Test]
    public void Three_thousand_elifs_are_fine() =>
        Assert.That(Parse($"if a then b\n{string.Concat(Enumerable.Repeat("elif c then d\n", 3_000))}else e").Diagnostics, Is.Empty);

    [TestCase("(", ")")]
    [TestCase("[", "]")]
    [TestCase("f(", ")")]
    [TestCase("if a then ", "")]
    [TestCase("fun x -> ", "")]
    [TestCase("$\"{", "}\"")]
    public void Deeper_nesting_is_one_message(string open, string close)
    {
        var text = $"let x = {string.Concat(Enumerable.Repeat(open, 50_000))}1{string.Concat(Enumerable.Repeat(close, 50_000))}";

        Assert.That(Parse(text).Diagnostics.Select(diagnostic => diagnostic.Code), Is.EqualTo((string[])["SF0124"]));
    }

    [TestCase(" + 1")]
    [TestCase(" :: 1")]
    [TestCase(".x")]
    [TestCase("(1)")]
    [TestCase("\n|> f")]
    public void A_longer_chain_is_one_message(string link)
    {
        var text = $"let x =\n    y{string.Concat(Enumerable.Repeat(link.Replace("\n", "\n    ", StringComparison.Ordinal), 100_000))}";

        Assert.That(Parse(text).Diagnostics.Select(diagnostic => diagnostic.Code), Is.EqualTo((string[])["SF0124"]));
    }

    [Test]
    public void A_text_that_is_too_long_is_refused() =>
        Assert.That(Parse(new string('(', 50_000_000)).Diagnostics.Single().Code, Is.EqualTo("SF0113"));

    private static ParseResult Parse(string text) => Parser.Parse(new SourceText("test.sf", text));
}
