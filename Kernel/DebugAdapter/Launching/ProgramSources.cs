using StateFlow.DebugAdapter.Protocol;
using StateFlow.Language.Syntax;

namespace StateFlow.DebugAdapter.Launching;

/// <summary>The texts of a program, and where a client finds each: in a file, or by asking for it.</summary>
public sealed class ProgramSources
{
    private readonly ImmutableArray<(SourceText Text, Source Source)> _sources;

    /// <param name="pathOf">The full path of the file that a text is in; null if it is in none.</param>
    public ProgramSources(IEnumerable<SourceText> texts, Func<SourceText, string?> pathOf) => _sources =
    [
        .. texts.Select((text, index) => (text, pathOf(text) is { } path
            ? new Source(Path.GetFileName(text.File), path)
            : new Source(Path.GetFileName(text.File), SourceReference: index + 1))),
    ];

    internal IEnumerable<Source> All => _sources.Select(source => source.Source);

    /// <summary>Where a text is, by the name that it has in the program; null if it has none of that name.</summary>
    internal Source? Of(string file) => _sources.FirstOrDefault(source => source.Text.File == file).Source;

    /// <summary>The text that a client means; null if it is not of the program.</summary>
    internal SourceText? Find(Source meant) => _sources.FirstOrDefault(source => IsMeant(source.Source, meant)).Text;

    /// <summary>The text that a client means with a line of a file, of which several texts may be parts, each with the lines before it left blank.</summary>
    internal SourceText? Find(Source meant, int line) => _sources
        .Where(source => IsMeant(source.Source, meant) && Covers(source.Text.Text, line))
        .Select(source => source.Text).FirstOrDefault() ?? Find(meant);

    private static bool Covers(string text, int line)
    {
        var blank = text.AsSpan(0, text.Length - text.AsSpan().TrimStart().Length).Count('\n');
        return line > blank && line <= text.AsSpan().TrimEnd().Count('\n') + 1;
    }

    private static bool IsMeant(Source source, Source meant) => meant.SourceReference is > 0
        ? source.SourceReference == meant.SourceReference
        : meant.Path is { } path && source.Path is { } known && AreSame(path, known);

    private static bool AreSame(string path, string known)
    {
        if (Uri.TryCreate(path, UriKind.Absolute, out var uri) && uri.IsFile) path = uri.LocalPath;
        try
        {
            return string.Equals(Path.GetFullPath(path), known, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false; // It is no path.
        }
    }
}
