using System.Reflection;

namespace StateFlow.Visualizer.Html;

/// <summary>The style sheets and scripts of pages, which are files of this folder inside the assembly.</summary>
internal static class EmbeddedText
{
    /// <summary>The text of the file of that name, with line feeds whatever it was built from.</summary>
    public static string Read(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"no file {name}", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
