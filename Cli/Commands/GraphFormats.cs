using StateFlow.Visualizer.Html;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Cli.Commands;

/// <summary>The notations that <c>stateflow graph</c> can write.</summary>
internal static class GraphFormats
{
    /// <summary>What is written if nothing says otherwise.</summary>
    public const string Default = "svg";

    /// <summary>The format in which a run can be played.</summary>
    public const string Html = "html";

    /// <summary>What is written to be looked at at once, if nothing says otherwise.</summary>
    public const string Shown = Html;

    /// <summary>The names that <c>--format</c> takes.</summary>
    public static ImmutableArray<string> Names { get; } = [Default, Html, "dot", "mermaid", "text"];

    private static ImmutableDictionary<string, string> Extensions { get; } = new Dictionary<string, string>
    {
        [".dot"] = "dot",
        [".gv"] = "dot",
        [".htm"] = Html,
        [".html"] = Html,
        [".mmd"] = "mermaid",
        [".mermaid"] = "mermaid",
        [".txt"] = "text",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The format that a file's extension names; the default if it names none.</summary>
    public static string OfFile(string? file) =>
        Extensions.GetValueOrDefault(Path.GetExtension(file ?? ""), Default);

    /// <summary>The extension of files in that format.</summary>
    public static string Extension(string format) => format switch
    {
        "mermaid" => ".mmd",
        "text" => ".txt",
        _ => $".{format}",
    };

    /// <summary>Whether drawings in that format have places, which a layout gives.</summary>
    public static bool HasLayout(string format) => format is Default or Html;

    /// <summary>What writes diagrams in that format, with the layout if it has places.</summary>
    public static IRenderer Renderer(string format, ILayout layout) => format switch
    {
        "dot" => new DotRenderer(),
        "mermaid" => new MermaidRenderer(),
        "text" => new TextRenderer(),
        Html => new HtmlRenderer(Svg(layout)),
        Default => Svg(layout),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    private static SvgRenderer Svg(ILayout layout) => new(layout, new CommonFontMeasures());
}
