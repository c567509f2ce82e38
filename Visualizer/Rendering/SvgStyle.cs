using System.Globalization;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Rendering;

/// <summary>The style sheet of drawings: colours for light and dark, dashes and fonts.</summary>
internal static class SvgStyle
{
    /// <summary>The sheet with colours for light surroundings, then those for dark ones.</summary>
    /// <remarks>Colours are written out, since not every program that shows SVG knows variables in style sheets.</remarks>
    public static string Sheet(ITextMeasures measures) =>
        Fonts(measures) + Forms.ReplaceLineEndings("\n").Replace("{sans}", Sans) + Fill(Colors, Light) + $"@media (prefers-color-scheme: dark) {{\n{Fill(Colors, Dark)}}}\n";

    public static string Name(NodeKind kind) => Hyphenated(kind.ToString());

    public static string Name(EdgeKind kind) => Hyphenated(kind.ToString());

    public static string Name(TextStyle style) => Hyphenated(style.ToString());

    /// <summary>What does not depend on the surroundings.</summary>
    private const string Forms =
        """
        .stateflow .node .shape { stroke-width: 1.3; }
        .stateflow .node .rule { stroke-width: 1; stroke-opacity: 0.5; fill: none; }
        .stateflow .node.in-place-call .rule { stroke-opacity: 1; }
        .stateflow .node.wait .shape { stroke-dasharray: 4 3; }
        .stateflow .node.fail .shape { stroke-width: 2; }
        .stateflow tspan.mark { font-family: {sans}; font-size: 1.25em; font-weight: 700; }
        .stateflow .arrow path { stroke-width: 1.4; fill: none; }
        .stateflow g.arrow path.head { stroke: none; }
        .stateflow .arrow.remote-call path { stroke-width: 2; }
        .stateflow .arrow.answer path { stroke-width: 1.6; stroke-dasharray: 6 4; }
        .stateflow .arrow.failure path { stroke-dasharray: 2 3; }
        .stateflow .arrow.recursion path { stroke-width: 2; stroke-dasharray: 9 3 2 3; }

        """;

    private const string Colors =
        """
        .stateflow text { fill: {text}; }
        .stateflow text.note, .stateflow text.label, .stateflow tspan.gutter { fill: {quiet}; }
        .stateflow tspan.mark { fill: {remote-line}; }
        .stateflow .page { fill: {page}; }
        .stateflow .lane rect { fill: {lane}; stroke: {lane-line}; }
        .stateflow .node .shape { fill: {code}; stroke: {line}; }
        .stateflow .node .rule { stroke: {line}; }
        .stateflow .node .bar { fill: {line}; }
        .stateflow .node.entry .shape, .stateflow .node.ingress .shape, .stateflow .node.egress .shape { fill: {entry}; }
        .stateflow .node.operator .shape, .stateflow .node.method .shape { fill: {operator}; stroke: {operator-line}; }
        .stateflow .node.operator .rule { stroke: {operator-line}; }
        .stateflow .node.remote-call .shape, .stateflow .node.fork .shape, .stateflow .node.join .shape { fill: {remote}; stroke: {remote-line}; }
        .stateflow .node.fork .bar, .stateflow .node.join .bar { fill: {remote-line}; }
        .stateflow .node.in-place-call .shape { fill: {local}; stroke: {local-line}; }
        .stateflow .node.in-place-call .rule { stroke: {local-line}; }
        .stateflow .node.branch .shape { fill: {branch}; stroke: {branch-line}; }
        .stateflow .node.wait .shape { fill: {remote}; stroke: {remote-line}; }
        .stateflow .node.return .shape { fill: {return}; stroke: {return-line}; }
        .stateflow .node.fail .shape { fill: {fail}; stroke: {fail-line}; }
        .stateflow .node.listing .shape { fill: none; stroke: none; }
        .stateflow .arrow path { stroke: {line}; }
        .stateflow .arrow path.head { fill: {line}; }
        .stateflow .arrow.remote-call path { stroke: {remote-line}; }
        .stateflow .arrow.remote-call path.head, .stateflow .arrow.answer path.head { fill: {remote-line}; }
        .stateflow .arrow.answer path { stroke: {remote-line}; }
        .stateflow .arrow.failure path { stroke: {fail-line}; }
        .stateflow .arrow.failure path.head { fill: {fail-line}; }
        .stateflow .arrow.local-call path { stroke: {local-line}; }
        .stateflow .arrow.local-call path.head { fill: {local-line}; }
        .stateflow .arrow.recursion path { stroke: {branch-line}; }
        .stateflow .arrow.recursion path.head { fill: {branch-line}; }

        """;

    private static readonly ImmutableArray<(string Name, string Color)> Light =
    [
        ("page", "#ffffff"), ("lane", "#f6f8fa"), ("lane-line", "#d8dee4"), ("text", "#1f2328"), ("quiet", "#59636e"), ("line", "#59636e"),
        ("code", "#ffffff"), ("entry", "#eaeef2"), ("operator", "#fbefff"), ("operator-line", "#8250df"), ("remote", "#ddf4ff"),
        ("remote-line", "#0969da"), ("local", "#fff1e5"), ("local-line", "#bc4c00"), ("branch", "#fff8c5"), ("branch-line", "#9a6700"),
        ("return", "#dafbe1"), ("return-line", "#1a7f37"), ("fail", "#ffebe9"), ("fail-line", "#cf222e"),
    ];

    private static readonly ImmutableArray<(string Name, string Color)> Dark =
    [
        ("page", "#0d1117"), ("lane", "#151b23"), ("lane-line", "#3d444d"), ("text", "#f0f6fc"), ("quiet", "#9198a1"), ("line", "#9198a1"),
        ("code", "#0d1117"), ("entry", "#2a313c"), ("operator", "#271052"), ("operator-line", "#ab7df8"), ("remote", "#0c2d6b"),
        ("remote-line", "#58a6ff"), ("local", "#3d1300"), ("local-line", "#f0883e"), ("branch", "#341a00"), ("branch-line", "#d29922"),
        ("return", "#04260f"), ("return-line", "#3fb950"), ("fail", "#490202"), ("fail-line", "#f85149"),
    ];

    private static string Fill(string rules, ImmutableArray<(string Name, string Color)> colors) =>
        colors.Aggregate(rules.ReplaceLineEndings("\n"), (text, color) => text.Replace($"{{{color.Name}}}", color.Color));

    private static string Fonts(ITextMeasures measures)
    {
        return Text(TextStyle.Heading, Sans, "font-weight: 600") +
            Text(TextStyle.Title, Sans, "font-weight: 600") +
            Text(TextStyle.Note, Sans, "font-weight: 400") +
            Text(TextStyle.Code, Mono, "white-space: pre") +
            Text(TextStyle.Label, Sans, "white-space: pre");

        string Text(TextStyle style, string font, string more) => string.Create(
            CultureInfo.InvariantCulture, $".stateflow text.{Name(style)} {{ font-family: {font}; font-size: {measures.FontSize(style)}px; {more}; }}\n");
    }

    private const string Sans = "system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif";

    private const string Mono = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

    private static string Hyphenated(string name) => string.Concat(name.Select((letter, index) =>
        char.IsUpper(letter) ? (index > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
