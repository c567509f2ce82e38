using StateFlow.Language;
using StateFlow.Language.Syntax;

namespace StateFlow.Formatting.Tests;

/// <summary>Errors and warnings.</summary>
public sealed class DiagnosticTests
{
    [Test]
    public void An_error_shows_its_place_in_the_line()
    {
        var diagnostic = Compile("let a = 1\nlet b = a + <none>\n".Replace("<none>", "nothing")).Diagnostics.Single();
        var html = Displayed.Html(diagnostic);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html.Descendants("strong").Single().Value, Is.EqualTo("error"));
            Assert.That(html.Descendants("li").Single().Value, Does.StartWith($"error SF0201 a&b.sf(2,13): {diagnostic.Message}"));
            Assert.That(html.Descendants("pre").Single().Value, Is.EqualTo("2 | let b = a + nothing\n                ^^^^^^^"));
            Assert.That(Displayed.Text(diagnostic), Is.EqualTo($"{diagnostic}\n"));
        }
    }

    [Test]
    public void All_are_shown_in_their_order()
    {
        var compilation = Compile("let a = x\nlet b = y\n");
        object[] forms = [compilation, compilation.Diagnostics, compilation.Diagnostics.ToList(), compilation.Diagnostics.AsEnumerable()];
        using (Assert.EnterMultipleScope())
        {
            foreach (var form in forms)
            {
                Assert.That(Displayed.Html(form).Descendants("pre").Select(lines => lines.Value), Is.EqualTo(new[] { "1 | let a = x\n            ^", "2 | let b = y\n            ^" }));
                Assert.That(Displayed.Text(form), Is.EqualTo(string.Concat(compilation.Diagnostics.Select(diagnostic => $"{diagnostic}\n"))));
            }
        }
    }

    [Test]
    public void None_are_none()
    {
        Assert.That(Displayed.Html(ImmutableArray<Diagnostic>.Empty).Words().Trim(), Is.EqualTo("no errors or warnings"));
        Assert.That(Displayed.Text(ImmutableArray<Diagnostic>.Empty), Is.EqualTo("no errors or warnings\n"));
    }

    [Test]
    public void A_long_line_shows_what_is_near_the_place()
    {
        var filling = string.Concat(Enumerable.Repeat("1 + ", 200));
        var lines = Displayed.Html(Compile($"let a = {filling}nothing + {filling}1\n").Diagnostics.Single()).Descendants("pre").Single().Value.Split('\n');

        Assert.That(lines[0], Has.Length.LessThan(140).And.StartsWith("1 | …").And.EndsWith("…"));
        Assert.That(lines[0].Substring(lines[1].IndexOf('^'), lines[1].Count(mark => mark == '^')), Is.EqualTo("nothing"));
    }

    [TestCase("let a = (1 +", TestName = "At the end of the text")]
    [TestCase("let a =\r\n    nothing\r\n", TestName = "With other line ends")]
    [TestCase("let a = \"\tb\n", TestName = "With a tab")]
    [TestCase("let a = '\u0001\uD800'\n", TestName = "With a character that no page may contain")]
    [TestCase("", TestName = "Without any text")]
    public void Marks_stand_below_the_line(string source)
    {
        foreach (var excerpt in Displayed.Html(Compile(source)).Descendants("pre").Select(lines => lines.Value.Split('\n')))
        {
            Assert.That(excerpt, Has.Length.EqualTo(2));
            Assert.That(excerpt[1], Does.Match("^ +\\^+$"));
            Assert.That(excerpt[1].IndexOf('^'), Is.LessThanOrEqualTo(excerpt[0].Length));
        }
    }

    [Test]
    public void Without_its_text_a_diagnostic_shows_the_rest()
    {
        var diagnostic = new Diagnostic("SF0201", Severity.Warning, "a < b", new SourceSpan("a.sf", new SourcePosition(7, 2, 3), new SourcePosition(8, 2, 4)));

        Assert.That(Displayed.Html(diagnostic).Words().Trim(), Is.EqualTo("warning SF0201 a.sf(2,3): a < b"));
        Assert.That(Displayed.Html(diagnostic with { Source = new SourceText("a.sf", "") }).Descendants("pre"), Is.Empty);
    }

    private static Compilation Compile(string text) => Compiler.Compile([new SourceText("a&b.sf", text)]);
}
