using StateFlow.Cli.Output;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;
using StateFlow.Language.Syntax;

namespace StateFlow.Cli.Input;

/// <summary>Turns the files of a command line into a program, and reports why it cannot.</summary>
internal static class ProgramLoader
{
    /// <summary>The program; null if it is wrong, which has been reported.</summary>
    public static Program? Load(IReadOnlyList<string> files, StandardStreams streams)
    {
        if (Read(files, streams) is not { } texts) return null;
        if (texts is [var single] && IsJson(single)) return ReadJson(single, streams);
        if (!AreSources(texts, "is a program in IR form, which takes no other files with it", streams)) return null;

        var compilation = Compiler.Compile(texts);
        Report(compilation.Diagnostics, streams);
        return compilation.Program;
    }

    /// <summary>The source texts; null if they cannot be read or are IR, which has been reported.</summary>
    public static ImmutableArray<SourceText>? LoadSources(IReadOnlyList<string> files, StandardStreams streams) =>
        Read(files, streams) is { } texts && AreSources(texts, "is a program in IR form, which has been through all stages", streams)
            ? texts
            : null;

    /// <summary>Writes the diagnostics and says whether there is an error among them.</summary>
    public static bool Report(ImmutableArray<Diagnostic> diagnostics, StandardStreams streams)
    {
        foreach (var diagnostic in diagnostics) streams.Report(diagnostic.ToString());
        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
    }

    private static ImmutableArray<SourceText>? Read(IReadOnlyList<string> files, StandardStreams streams)
    {
        var texts = ImmutableArray.CreateBuilder<SourceText>(files.Count);
        var errors = RepeatedFiles(files).ToList();
        foreach (var file in errors.Count == 0 ? files : [])
        {
            try
            {
                texts.Add(SourceFile.Read(file, streams.Input));
            }
            catch (UnreadableException exception)
            {
                errors.Add(exception.Error);
            }
        }

        foreach (var error in errors) streams.Report(error.ToString());
        return errors.Count == 0 ? texts.ToImmutable() : null;
    }

    private static IEnumerable<CommandError> RepeatedFiles(IReadOnlyList<string> files) => files
        .GroupBy(file => file == SourceFile.StandardInput || file == "" ? file : Path.GetFullPath(file))
        .Where(group => group.Count() > 1)
        .Select(group => new CommandError("SF0007", $"'{group.First()}' is given {(group.Count() == 2 ? "twice" : $"{group.Count()} times")}; once is enough"));

    private static bool AreSources(ImmutableArray<SourceText> texts, string objection, StandardStreams streams)
    {
        var irs = texts.Where(IsJson).ToList();
        foreach (var ir in irs) streams.Report(new CommandError("SF0009", $"'{ir.File}' {objection}").ToString());
        return irs.Count == 0;
    }

    /// <summary>No source text begins with a brace and a quoted name.</summary>
    private static bool IsJson(SourceText text) =>
        text.File.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || (text.Text.AsSpan().TrimStart() is ['{', .. var rest] && rest.TrimStart() is ['"' or '}', ..]);

    private static Program? ReadJson(SourceText text, StandardStreams streams)
    {
        try
        {
            return ProgramJson.Read(text.Text);
        }
        catch (ProgramFormatException exception)
        {
            streams.Report(new CommandError("SF0008", $"'{text.File}' is not a program in IR form: {exception.Message}").ToString());
            return null;
        }
    }
}
