namespace StateFlow.Notebooks.Forms;

/// <summary>The style of what is not a drawing.</summary>
/// <remarks>
/// A notebook has a theme of its own, whatever the system prefers. So texts and lines take the colour of their surroundings,
/// and what has a colour brings both text and background. JupyterLab aligns all cells of tables to the right, by a rule that
/// only one with a class twice is stronger than.
/// </remarks>
internal static class PageStyle
{
    /// <summary>As an element; the same each time, so that it may stand on a page more than once.</summary>
    public static string Element { get; } = $"<style>\n{Sheet.ReplaceLineEndings("\n")}</style>\n";

    private const string Sheet =
        """
        .stateflow-output { color: inherit; overflow-x: auto; }
        .stateflow-output code, .stateflow-output pre { color: inherit; background: none; font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
        .stateflow-output pre { margin: 2px 0 8px 0; padding: 0; }
        .stateflow-output ul { list-style: none; margin: 0; padding: 0; }
        .stateflow-output strong { border-radius: 3px; padding: 0 5px; color: #ffffff; }
        .stateflow-output strong.error { background: #b42318; }
        .stateflow-output strong.warning { background: #7a5000; }
        .stateflow-output strong.good { background: #1a6e37; }
        .stateflow-output p { margin: 0 0 6px 0; }
        .stateflow-output section { margin: 0 0 10px 0; }
        .stateflow-output summary { cursor: pointer; }
        .stateflow-output table { border-collapse: collapse; margin: 0 0 12px 0; color: inherit; }
        .stateflow-output caption { caption-side: top; text-align: left; white-space: nowrap; font-weight: 600; padding: 4px 0; color: inherit; }
        .stateflow-output.stateflow-output table th, .stateflow-output.stateflow-output table td { border: 1px solid rgba(128, 128, 128, 0.5); padding: 2px 8px; text-align: left; vertical-align: top; }
        .stateflow-output tbody th, .stateflow-output td { font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-weight: 400; white-space: pre-wrap; }

        """;
}
