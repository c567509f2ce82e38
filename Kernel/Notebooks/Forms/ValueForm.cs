using StateFlow.Interpreter.Values;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Notebooks.Forms;

/// <summary>Values and references to entities, as the language writes them.</summary>
internal static class ValueForm
{
    private const int Longest = 10_000;

    public static string Html(Value value) => $"<code class=\"stateflow-value\">{Xml.Escape(Text(value))}</code>";

    public static string Text(Value value) => Ellipsis.Shorten(ValueNotation.Structural(value), Longest);
}
