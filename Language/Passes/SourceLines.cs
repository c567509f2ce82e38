using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Passes;

/// <summary>The lines of source text that a method was written in.</summary>
internal static class SourceLines
{
    /// <summary>The lines that spans cover, file by file, without the indentation that they share.</summary>
    /// <param name="calls">The places of calls; the first has the number 1.</param>
    public static Sequence<CodeLine> Of(IEnumerable<SourceSpan> spans, ImmutableArray<SourceText> sources, Sequence<SourceSpan> calls)
    {
        var byFile = spans.Where(span => span.Length > 0).ToLookup(span => span.File);
        var places = calls.Select((span, index) => (Span: span, Number: index + 1)).ToLookup(call => call.Span.File);
        var lines = sources.SelectMany(source => Of(source, byFile[source.File], places[source.File])).ToList();
        var indentation = lines.Where(line => line.Text.Length > 0).Select(line => line.Text.Length - line.Text.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        return lines.Select(line => line.Text.Length < indentation ? line : Unindented(line, indentation)).ToSequence();
    }

    private static IEnumerable<CodeLine> Of(SourceText source, IEnumerable<SourceSpan> spans, IEnumerable<(SourceSpan Span, int Number)> calls)
    {
        var texts = source.Text.Split('\n');
        var covered = new SortedSet<int>();
        foreach (var span in spans)
        {
            covered.UnionWith(Enumerable.Range(span.Start.Line, span.End.Line - span.Start.Line + 1).Where(line => line <= texts.Length));
            for (var line = span.Start.Line - 1; line > 0 && IsAttribute(texts[line - 1]); line--) covered.Add(line);
        }

        var callsByLine = calls.ToLookup(call => call.Span.End.Line);
        var starts = LineStarts(texts);
        foreach (var line in covered)
        {
            var text = texts[line - 1].TrimEnd();
            var ends = callsByLine[line]
                .Select(call => new CallPlace(call.Number, Math.Clamp(End(source.Text, call.Span, starts[line - 1]) - starts[line - 1], 0, text.Length)))
                .OrderBy(place => place.End).ThenBy(place => place.Number);
            yield return new CodeLine(line, text, ends.ToSequence());
        }
    }

    /// <summary>Where a call ends on its last line, without parentheses around the whole.</summary>
    private static int End(string text, SourceSpan span, int lineStart)
    {
        var (start, end) = (span.Start.Offset, span.End.Offset);
        while (end - 1 > lineStart && IsParenthesized(text.AsSpan(start, end - start))) (start, end) = (start + 1, end - 1);
        return end;
    }

    private static bool IsParenthesized(ReadOnlySpan<char> text)
    {
        if (text is not ['(', .., ')']) return false;
        var depth = 0;
        foreach (var character in text[..^1])
        {
            depth += character switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return false;
        }

        return true;
    }

    private static bool IsAttribute(string line) => line.AsSpan().TrimStart().StartsWith("[<");

    private static int[] LineStarts(string[] lines)
    {
        var starts = new int[lines.Length];
        for (var i = 1; i < lines.Length; i++) starts[i] = starts[i - 1] + lines[i - 1].Length + 1;
        return starts;
    }

    private static CodeLine Unindented(CodeLine line, int indentation) => line with
    {
        Text = line.Text[indentation..],
        Calls = line.Calls.Select(place => place with { End = Math.Max(0, place.End - indentation) }).ToSequence(),
    };
}
