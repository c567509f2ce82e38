using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StateFlow.Tests.Shared;

namespace StateFlow.Course.Tests;

/// <summary>A notebook as it is stored.</summary>
internal sealed partial record Notebook(string Name, ImmutableArray<NotebookCell> Cells)
{
    /// <summary>The lessons, by the names of their files.</summary>
    public static IEnumerable<string> Lessons => Repository.Files("notebooks", "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file)!);

    public IEnumerable<NotebookCell> Code => Cells.Where(cell => cell.IsCode);

    /// <summary>All text between the cells of code.</summary>
    public string Prose => string.Join("\n\n", Cells.Where(cell => !cell.IsCode).Select(cell => cell.Source));

    /// <summary>How many solutions are folded away.</summary>
    public int FoldedSolutions => Folded().Count(Prose);

    /// <summary>The code in folded solutions, as cells.</summary>
    public IEnumerable<string> Solutions => Folded().Matches(Prose).SelectMany(folded => CodeBlock().Matches(folded.Value))
        .Select(block => (block.Groups["language"].Value == "csharp" ? "#!csharp\n" : "") + block.Groups["code"].Value.TrimEnd());

    /// <summary>The files that the text leads to.</summary>
    public IEnumerable<string> LinkedFiles => Link().Matches(Prose).Select(link => link.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal)).Select(target => target.Split('#')[0]).Where(file => file != "");

    public static string PathOf(string lesson) => Repository.PathOf("notebooks", $"{lesson}.ipynb");

    public static Notebook Committed(string lesson) => Read(PathOf(lesson));

    public static Notebook Read(string file) => Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));

    public static Notebook Parse(string name, string json) =>
        new(name, [.. JsonNode.Parse(json)!["cells"]!.AsArray().Select(cell => new NotebookCell(cell!.AsObject()))]);

    [GeneratedRegex("<details><summary>Solution.*?</details>", RegexOptions.Singleline)]
    private static partial Regex Folded();

    [GeneratedRegex("^```(?<language>fsharp|csharp)\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
