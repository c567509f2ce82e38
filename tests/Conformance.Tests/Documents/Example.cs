namespace StateFlow.Conformance.Tests.Documents;

/// <summary>A program in a page, with the blocks after it that say what comes of it.</summary>
/// <param name="Output">The <c>text</c> block: what it prints.</param>
/// <param name="Errors">The <c>error</c> block: what it reports.</param>
public sealed record Example(string File, FencedBlock Program, FencedBlock? Output, FencedBlock? Errors)
{
    /// <summary>All programs of a page.</summary>
    public static IEnumerable<Example> In(string file)
    {
        var elements = MarkdownDocument.Read(file).Elements;
        for (var i = 0; i < elements.Length; i++)
        {
            if (elements[i] is not FencedBlock { Language: "fsharp" } program) continue;

            var after = elements.Skip(i + 1).Take(2).OfType<FencedBlock>().TakeWhile(block => block.Language is "text" or "error").ToList();
            yield return new Example(
                file,
                program,
                after.Find(block => block.Language == "text"),
                after.Find(block => block.Language == "error"));
        }
    }

    public override string ToString() => $"{File}:{Program.Line}";
}
