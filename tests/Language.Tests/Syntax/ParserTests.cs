using NUnit.Framework;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Printing;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Tests.Syntax;

public sealed class ParserTests
{
    private static IEnumerable<SyntaxCase> TreeCases =>
        ((string[])["expressions.txt", "statements.txt", "layout.txt", "patterns.txt", "declarations.txt"]).SelectMany(SyntaxCase.Load);

    private static IEnumerable<SyntaxCase> ErrorCases => SyntaxCase.Load("errors.txt");

    private static IEnumerable<SyntaxCase> LayoutCases => SyntaxCase.Load("blocks.txt");

    [TestCaseSource(nameof(TreeCases))]
    public void Correct_source_has_the_expected_tree(SyntaxCase example)
    {
        var result = Parser.Parse(example.Source);

        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(result.Unit.Items.Select(SyntaxPrinter.PrintLine), Is.EqualTo(example.Expected));
    }

    [TestCaseSource(nameof(ErrorCases))]
    public void Wrong_source_has_the_expected_messages_and_no_others(SyntaxCase example)
    {
        var result = Parser.Parse(example.Source);

        var messages = result.Diagnostics.Select(diagnostic =>
            $"{diagnostic.Span.Start} {diagnostic.Code}{(diagnostic.IsIncomplete ? " incomplete" : "")}: {diagnostic.Message}");
        Assert.That(messages, Is.EqualTo(example.Expected));
    }

    [TestCaseSource(nameof(LayoutCases))]
    public void Layout_marks_blocks(SyntaxCase example) =>
        Assert.That(LayoutPrinter.Print(example.Source).TrimEnd('\n').Split('\n'), Is.EqualTo(example.Expected));

    [Test]
    public void Text_around_the_mistakes_is_parsed()
    {
        var result = Parse(
            """
            entity Item(name: string) =
                key name
                member this.Wrong : int = 1 +
                member this.Right : int = 2

            let broken = )
            let whole = 3
            """);

        var entity = (EntityDeclaration)result.Unit.Items[0];
        Assert.That(entity.Items.OfType<MemberItem>().Select(member => member.Name.Text), Is.EqualTo((string[])["Wrong", "Right"]));
        Assert.That(SyntaxPrinter.PrintLine(result.Unit.Items[1]), Is.EqualTo("(error broken)"));
        Assert.That(SyntaxPrinter.PrintLine(result.Unit.Items[2]), Is.EqualTo("(let whole 3)"));
        Assert.That(result.Diagnostics, Has.Length.EqualTo(2));
    }

    [TestCase("let f x = x + yy * 2", "x + yy * 2")]
    [TestCase("let f x = (a + b) * c", "(a + b) * c")]
    [TestCase("let f x = if a then b else c", "if a then b else c")]
    [TestCase("let f x = item.M(1).N", "item.M(1).N")]
    [TestCase("let f x = $\"a{b}\"", "$\"a{b}\"")]
    [TestCase("let f x = [1; 2]", "[1; 2]")]
    [TestCase("let f x = { a = 1 }", "{ a = 1 }")]
    [TestCase("let f x = -a.B", "-a.B")]
    [TestCase("let f x = fun y -> y", "fun y -> y")]
    public void A_node_spans_its_text(string text, string body)
    {
        var item = (StatementItem)Parse(text).Unit.Items.Single();
        var function = ((LetFunctionItem)item.Statement).Functions.Single();

        Assert.That(new SourceText("", text).Slice(function.Body.Span), Is.EqualTo(body));
        Assert.That(function.Body.Span.Start, Is.EqualTo(new SourcePosition(10, 1, 11)));
        Assert.That(new SourceText("", text).Slice(item.Span), Is.EqualTo(text));
    }

    [Test]
    public void A_hole_has_its_place_in_the_file()
    {
        const string Text = "let a = 1\nlet b = $\"\"\"x\n{ann.Buy(2, apple)}\"\"\"";
        var let = (LetItem)((StatementItem)Parse(Text).Unit.Items[1]).Statement;
        var hole = ((InterpolatedStringExpression)let.Value).Parts.OfType<InterpolationHole>().Single();

        Assert.That(hole.Expression.Span.Start, Is.EqualTo(new SourcePosition(Text.IndexOf("ann", StringComparison.Ordinal), 3, 2)));
        Assert.That(new SourceText("", Text).Slice(hole.Expression.Span), Is.EqualTo("ann.Buy(2, apple)"));
    }

    [Test]
    public void Documentation_stays_with_its_declaration()
    {
        var unit = Parse(
            """
            /// An item.
            /// For sale.
            entity Item(name: string) =
                key name
                /// Its price.
                [<Transactional>]
                member this.Price : int = 1
            """).Unit;

        var entity = (EntityDeclaration)unit.Items.Single();
        Assert.That(entity.Doc, Is.EqualTo("An item.\nFor sale."));
        Assert.That(((MemberItem)entity.Items[1]).Doc, Is.EqualTo("Its price."));
    }

    [TestCase("")]
    [TestCase("\n\n  \n")]
    [TestCase("// a comment")]
    [TestCase("\uFEFF")]
    public void Nothing_is_a_program(string text)
    {
        var result = Parse(text);

        Assert.That(result.Unit.Items, Is.Empty);
        Assert.That(result.Diagnostics, Is.Empty);
    }

    [Test]
    public void A_byte_order_mark_and_carriage_returns_change_nothing()
    {
        const string Text = "let f x =\n    let y = x\n    y\nf 1\n";
        var plain = Parse(Text);
        var other = Parse("\uFEFF" + Text.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.That(other.Diagnostics, Is.Empty);
        Assert.That(SyntaxPrinter.Print(other.Unit), Is.EqualTo(SyntaxPrinter.Print(plain.Unit)));
        Assert.That(other.Unit.Items[1].Span.Start, Is.EqualTo(new SourcePosition(Text.Length - 4 + 4, 4, 1)));
    }

    [TestCase("-9223372036854775808", long.MinValue)]
    [TestCase("9_223_372_036_854_775_807", long.MaxValue)]
    [TestCase("0xFF", 255)]
    [TestCase("0b1010", 10)]
    [TestCase("0o17", 15)]
    [TestCase("7L", 7)]
    public void Integers(string text, long value) => Assert.That(ValueOf(text), Is.EqualTo(new IntLiteral(value)));

    [TestCase("1.5", 1.5)]
    [TestCase("1.", 1.0)]
    [TestCase("1e3", 1000.0)]
    [TestCase("1.5e-3", 0.0015)]
    [TestCase("-0.5", -0.5)]
    public void Floats(string text, double value) => Assert.That(ValueOf(text), Is.EqualTo(new FloatLiteral(value)));

    [TestCase("\"a\\tb\\n\\\"\\\\\\u0041\\065\\x41\"", "a\tb\n\"\\AAA")]
    [TestCase("@\"a\\b\"\"c\"", "a\\b\"c")]
    [TestCase("\"\"\"a\"b\\n\"\"\"", "a\"b\\n")]
    [TestCase("\"two\nlines\"", "two\nlines")]
    public void Strings(string text, string value) => Assert.That(ValueOf(text), Is.EqualTo(new StringLiteral(value)));

    private static Literal ValueOf(string text)
    {
        var result = Parse(text);
        Assert.That(result.Diagnostics, Is.Empty);
        return ((LiteralExpression)((ExpressionItem)((StatementItem)result.Unit.Items.Single()).Statement).Expression).Value;
    }

    private static ParseResult Parse(string text) => Parser.Parse(new SourceText("test.sf", text));
}
