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

    /// <summary>What writes diagrams of that kind in that format.</summary>
    public static IRenderer Renderer(string format, string kind) => format switch
    {
        "dot" => new DotRenderer(),
        "mermaid" => new MermaidRenderer(),
        "text" => new TextRenderer(),
        Html => new HtmlRenderer(Svg(kind)),
        Default => Svg(kind),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    private static SvgRenderer Svg(string kind) => new(kind == "trace" ? new SequenceLayout() : new PanelLayout(new LayeredLayout()), new CommonFontMeasures());
}
