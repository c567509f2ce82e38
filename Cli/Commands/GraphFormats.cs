using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Cli.Commands;

/// <summary>The notations that <c>stateflow graph</c> can write.</summary>
internal static class GraphFormats
{
    /// <summary>What is written if nothing says otherwise.</summary>
    public const string Default = "svg";

    /// <summary>The names that <c>--format</c> takes.</summary>
    public static ImmutableArray<string> Names { get; } = [Default];

    /// <summary>The format that a file's extension names; the default if it names none.</summary>
    public static string OfFile(string? file) =>
        Path.GetExtension(file ?? "").TrimStart('.').ToLowerInvariant() is var extension && Names.Contains(extension) ? extension : Default;

    /// <summary>What writes diagrams of that kind in that format.</summary>
    public static IRenderer Renderer(string format, string kind) => format switch
    {
        Default => new SvgRenderer(kind == "trace" ? new SequenceLayout() : new LayeredLayout(), new CommonFontMeasures()),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
