using StateFlow.Language.Syntax;

namespace StateFlow.Language.Tests.Syntax;

/// <summary>A source and what is expected of it, from a file in <c>Cases</c>.</summary>
/// <remarks>
/// The lines of a case that start with <c>=></c> are what is expected; the lines before them are the source. Cases
/// are separated by lines of four dashes. A last line of the source without a line break at its end is marked by
/// the dashes following at once.
/// </remarks>
public sealed record SyntaxCase(string Name, string Text, IReadOnlyList<string> Expected)
{
    private const string Mark = "=> ";

    public SourceText Source => new("case.sf", Text);

    public override string ToString() => Name;

    /// <summary>The cases of one file.</summary>
    public static IEnumerable<SyntaxCase> Load(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Syntax", "Cases", file);
        var blocks = File.ReadAllText(path).Split("----\n");
        return blocks.Select((block, index) => Read($"{Path.GetFileNameWithoutExtension(file)} {index + 1}", block));
    }

    private static SyntaxCase Read(string name, string block)
    {
        var lines = block.TrimEnd('\n').Split('\n');
        var source = lines.TakeWhile(line => !line.StartsWith(Mark, StringComparison.Ordinal) && line != Mark.TrimEnd()).ToList();
        var title = source.FirstOrDefault(line => line.Length > 0) ?? "nothing";
        return new SyntaxCase(
            $"{name}: {title.Trim()}",
            string.Join('\n', source),
            [.. lines.Skip(source.Count).Select(line => line.Length > Mark.Length ? line[Mark.Length..] : "")]);
    }
}
