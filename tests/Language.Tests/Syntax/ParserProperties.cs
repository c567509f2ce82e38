using CsCheck;
using NUnit.Framework;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Printing;

namespace StateFlow.Language.Tests.Syntax;

/// <summary>What holds of every text whatever.</summary>
public sealed class ParserProperties
{
    private static readonly string[] Fragments =
    [
        "entity", "key", "invariant", "let", "let!", "and", "and!", "mutable", "rec", "member", "this", ".", "private", "type", "of",
        "if", "then", "else", "elif", "match", "with", "when", "as", "|", "->", "function", "fun", "try", "for", "in", "to", "do",
        "while", "yield", "begin", "end", "(", ")", "[", "]", "{", "}", "[<", ">]", "=", "<-", ":", ",", ";", "..", "+", "-", "*",
        " -1", "::", "@", "|>", ">>", "<", ">", "&&", "||", "x", "y", "Foo", "_", "'a", "1", "1.5", "\"s\"", "$\"", "{x}", "\"", "\"\"\"",
        "// c", "(*", "*)", "/// d", "\n", "\n  ", "\n    ", "\n      ", "\t", " ", " ", " ", "==", "open", "#r", ";;", "\r\n", "``", "€", "\0",
    ];

    private static readonly string Sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Syntax", "Cases", "sample.sf"));

    private static readonly Gen<string> TokenSoup = Gen.OneOfConst(Fragments).Array[0, 40].Select(string.Concat);

    private static readonly Gen<string> AnyText = Gen.String[Gen.Char, 0, 60];

    private static readonly Gen<string> MutatedSample =
        from edits in Gen.Select(Gen.Int[0, 5], Gen.Double.Unit, Gen.Double.Unit, Gen.OneOfConst(Fragments)).Array[1, 4]
        select edits.Aggregate(Sample, (text, edit) => Mutate(text, edit.Item1, edit.Item2, edit.Item3, edit.Item4));

    [Test]
    public void Any_characters_have_an_answer() => AnyText.Sample(Check, iter: 40_000, print: text => text);

    [Test]
    public void Any_tokens_have_an_answer() => TokenSoup.Sample(Check, iter: 60_000, print: text => text);

    [Test]
    public void Any_slip_of_the_pen_has_an_answer() => MutatedSample.Sample(Check, iter: 5_000, print: text => text);

    [Test]
    public void Every_beginning_of_a_program_has_an_answer()
    {
        for (var length = 0; length <= Sample.Length; length++) Check(Sample[..length]);
    }

    /// <summary>Parses and prints without an exception; spans are within the text, messages in order, errors reported.</summary>
    private static void Check(string text)
    {
        var source = new SourceText("any.sf", text);
        var result = Parser.Parse(source);
        LayoutPrinter.Print(source);
        var printed = SyntaxPrinter.Print(result.Unit);

        Assert.That(result.Diagnostics.Select(diagnostic => diagnostic.Span.Start), Is.Ordered);
        foreach (var diagnostic in result.Diagnostics) CheckSpan(diagnostic.Span, text);
        foreach (var item in result.Unit.Items) CheckSpan(item.Span, text);
        if (printed.Contains("(error", StringComparison.Ordinal) && result.Diagnostics.IsEmpty) Assert.Fail($"an error was not reported:\n{printed}");
    }

    private static void CheckSpan(SourceSpan span, string text)
    {
        Assert.That(span.Start.Offset, Is.InRange(0, text.Length));
        Assert.That(span.End.Offset, Is.InRange(span.Start.Offset, text.Length));
        Assert.That(span.Start, Is.EqualTo(PositionOf(text, span.Start.Offset)));
    }

    private static SourcePosition PositionOf(string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        var lineStart = before.LastIndexOf('\n') + 1;
        var isMarked = lineStart == 0 && offset > 0 && text[0] == '\uFEFF';
        return new SourcePosition(offset, before.Count('\n') + 1, offset - lineStart + (isMarked ? 0 : 1));
    }

    private static string Mutate(string text, int kind, double where, double length, string fragment)
    {
        if (kind < 3)
        {
            var start = (int)(where * text.Length);
            var end = Math.Min(text.Length, start + 1 + (int)(length * 8));
            return kind switch
            {
                0 => text.Remove(start, end - start),
                1 => text.Insert(start, fragment),
                _ => text.Insert(start, text[start..end]),
            };
        }

        var lines = text.Split('\n').ToList();
        var first = (int)(where * lines.Count);
        var second = (int)(length * lines.Count);
        var line = lines[first];
        switch (kind)
        {
            case 3:
                lines.RemoveAt(first);
                break;
            case 4:
                lines.Insert(second, line);
                break;
            default:
                (lines[first], lines[second]) = (lines[second], line);
                break;
        }

        return string.Join('\n', lines);
    }
}
