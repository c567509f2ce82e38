using StateFlow.Tests.Shared;

namespace StateFlow.Conformance.Tests.Documents;

/// <summary>A page of the documentation as the headings and fenced blocks in it.</summary>
public sealed record MarkdownDocument(string File, ImmutableArray<MarkdownElement> Elements)
{
    private const string Fence = "```";

    public static MarkdownDocument Read(string file)
    {
        var elements = ImmutableArray.CreateBuilder<MarkdownElement>();
        var lines = System.IO.File.ReadAllLines(Repository.PathOf(file));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('#')) elements.Add(new Heading(lines[i].TrimStart('#').Trim(), i + 1));
            if (!lines[i].StartsWith(Fence)) continue;

            var end = Array.IndexOf(lines, Fence, i + 1);
            Assert.That(end, Is.GreaterThan(i), $"{file}: the block at line {i + 1} is not closed");
            elements.Add(new FencedBlock(lines[i][Fence.Length..].Trim(), string.Concat(lines[(i + 1)..end].Select(line => line + "\n")), i + 1));
            i = end;
        }

        return new MarkdownDocument(file, elements.DrainToImmutable());
    }
}

/// <summary>A part of a page that tests look at.</summary>
public abstract record MarkdownElement(int Line);

/// <summary>A heading of any level.</summary>
public sealed record Heading(string Text, int Line) : MarkdownElement(Line);

/// <summary>Text between fences.</summary>
/// <param name="Language">The word after the opening fence.</param>
public sealed record FencedBlock(string Language, string Text, int Line) : MarkdownElement(Line);
