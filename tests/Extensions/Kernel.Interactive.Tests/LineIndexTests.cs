using CsCheck;
using Microsoft.DotNet.Interactive;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Interactive.Tests;

public sealed class LineIndexTests
{
    [TestCase("", 0, 0, 0)]
    [TestCase("abc", 3, 0, 3)]
    [TestCase("a\nbc", 2, 1, 0)]
    [TestCase("a\r\nbc", 3, 1, 0)]
    [TestCase("a\rbc", 2, 1, 0)]
    [TestCase("a\n", 2, 1, 0)]
    [TestCase("a😀b\nc", 3, 0, 3)]
    [TestCase("a😀b\nc", 5, 1, 0)]
    public void A_position_is_an_offset_in_code_units(string text, int offset, int line, int character)
    {
        var lines = new LineIndex(text);
        Assert.That((lines.PositionOf(offset), lines.OffsetOf(new LinePosition(line, character))), Is.EqualTo((new LinePosition(line, character), offset)));
    }

    [TestCase(0, 9, 1)]
    [TestCase(1, 9, 4)]
    [TestCase(7, 0, 4)]
    [TestCase(-1, 0, 0)]
    public void What_is_not_there_is_the_nearest_that_is(int line, int character, int offset) =>
        Assert.That(new LineIndex("a\nbc").OffsetOf(new LinePosition(line, character)), Is.EqualTo(offset));

    [Test]
    public void Every_offset_outside_of_a_line_end_comes_back() => Gen.String[Gen.Char["ab\n\r😀"], 0, 40].Sample(text =>
    {
        var lines = new LineIndex(text);
        for (var offset = 0; offset <= text.Length; offset++)
        {
            if (offset > 0 && offset < text.Length && text[offset - 1] == '\r' && text[offset] == '\n') continue;
            if (lines.OffsetOf(lines.PositionOf(offset)) != offset) return false;
        }

        return true;
    });

    [Test]
    public void A_range_is_a_span() =>
        Assert.That(new LineIndex("a\nbc\nd").SpanOf(new TextRange(0, 4)), Is.EqualTo(new LinePositionSpan(new LinePosition(0, 0), new LinePosition(1, 2))));
}
