using NUnit.Framework;

namespace StateFlow.Language.Tests.Lowering;

/// <summary>A program and what a stage is expected to make of one of its methods.</summary>
/// <param name="Method">The method to look at.</param>
/// <param name="Expected">The method as the stage prints it.</param>
public sealed record LoweringCase(string Name, string Source, string Stage, string Method, string Expected)
{
    public override string ToString() => Name;
}

/// <summary>
/// Reads the case files: <c>== title</c>, the program, <c>-- stage method</c>, what is expected, and perhaps another stage. What
/// stands before the first case begins every program of the file.
/// </summary>
public static class LoweringCases
{
    public static IEnumerable<LoweringCase> ReadAll() =>
        Directory.EnumerateFiles(Path.Combine(TestContext.CurrentContext.TestDirectory, "Lowering", "Cases"), "*.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(Read);

    private static IEnumerable<LoweringCase> Read(string file)
    {
        var cases = $"\n{File.ReadAllText(file)}".Split("\n== ");
        return cases.Skip(1).SelectMany(text => Parse(Path.GetFileNameWithoutExtension(file), cases[0], text));
    }

    private static IEnumerable<LoweringCase> Parse(string file, string prelude, string text)
    {
        var parts = text.Split("\n-- ");
        var (title, program) = FirstLineAndRest(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            var (head, expected) = FirstLineAndRest(part);
            var (stage, method) = (head.Split(' ')[0], head.Split(' ')[1]);
            yield return new LoweringCase($"{file}: {title} ({stage})", $"{prelude}\n{program}\n", stage, method, expected.TrimEnd('\n'));
        }
    }

    private static (string FirstLine, string Remainder) FirstLineAndRest(string text)
    {
        var end = text.IndexOf('\n');
        return end < 0 ? (text, "") : (text[..end], text[(end + 1)..]);
    }
}
