using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Interactive;

/// <summary>The layout of the MSAGL extension if the notebook has loaded its package, else our own.</summary>
internal sealed class PresentLayout : ILayout
{
    private const string Extension = "StateFlow.Visualizer.Msagl";
    private const string Layout = $"{Extension}.MsaglLayout, {Extension}";

    private ILayout? _extension;

    public DiagramLayout Arrange(Diagram diagram, ITextMeasures measures)
    {
        _extension ??= Find();
        return (_extension ?? new LayeredLayout()).Arrange(diagram, measures);
    }

    // Asked each time until it is there: a later cell may load the package.
    private static ILayout? Find()
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == Extension);
        var type = loaded?.GetType($"{Extension}.MsaglLayout") ?? Type.GetType(Layout, throwOnError: false);
        return type is null ? null : Activator.CreateInstance(type) as ILayout;
    }
}
