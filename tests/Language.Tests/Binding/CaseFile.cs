using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace StateFlow.Language.Tests.Binding;

/// <summary>A program and what the binder is expected to say about it.</summary>
/// <param name="Diagnostics">Place, code and, if not empty, a part of the message.</param>
/// <param name="Types">The types of names at the top level.</param>
/// <param name="Printed">The bound program as text; empty if it does not matter.</param>
public sealed record BindingCase(
    string Name,
    string Source,
    ImmutableArray<(string Place, string Code, string Message)> Diagnostics,
    ImmutableArray<(string Name, string Type)> Types,
    string Printed)
{
    public override string ToString() => Name;
}

/// <summary>Reads the case files: <c>== title</c>, the program, <c>--</c>, what is expected, line by line.</summary>
public static partial class CaseFile
{
    public static string Folder { get; } = Path.Combine(TestContext.CurrentContext.TestDirectory, "Binding", "Cases");

    public static IEnumerable<BindingCase> ReadAll() =>
        Directory.EnumerateFiles(Folder, "*.txt")
            .Where(file => Path.GetFileName(file) != "inference.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(Read);

    private static IEnumerable<BindingCase> Read(string file) =>
        File.ReadAllText(file).Split("== ").Skip(1).Select(text => Parse(Path.GetFileNameWithoutExtension(file), text));

    private static BindingCase Parse(string file, string text)
    {
        var lines = text.Split('\n');
        var separator = Array.IndexOf(lines, "--");
        var expected = lines[(separator + 1)..].Where(line => line.Length > 0).ToList();
        var diagnostics = expected.Select(line => DiagnosticLine().Match(line)).Where(match => match.Success);
        var types = expected.Select(line => TypeLine().Match(line)).Where(match => match.Success);
        return new BindingCase(
            $"{file}: {lines[0]}",
            string.Join('\n', lines[1..separator]) + "\n",
            [.. diagnostics.Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value.Trim()))],
            [.. types.Select(match => (match.Groups[1].Value, match.Groups[2].Value))],
            string.Concat(expected.Where(line => line.StartsWith('>')).Select(line => line[2..] + "\n")));
    }

    [GeneratedRegex(@"^(\d+,\d+) (SF\d+)(.*)$")]
    private static partial Regex DiagnosticLine();

    [GeneratedRegex(@"^(\w+) : (.+)$")]
    private static partial Regex TypeLine();
}
