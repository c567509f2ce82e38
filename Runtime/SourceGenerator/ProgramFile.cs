using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StateFlow.Clients.Source;

namespace StateFlow.SourceGenerator;

/// <summary>A file of the project that is a program.</summary>
/// <param name="Path">Where it is, which is where diagnostics point.</param>
/// <param name="Name">How the program calls it when it runs: from the project's folder on, with slashes.</param>
/// <param name="Namespace">Where its types go.</param>
/// <param name="Text">Null if it cannot be read.</param>
internal sealed record ProgramFile(string Path, string Name, string Namespace, string? Text)
{
    private const string Metadata = "build_metadata.AdditionalFiles.";
    private const string Property = "build_property.";

    /// <summary>The name of the class that holds the program: <c>ShopProgram</c> for <c>shop.sf</c>.</summary>
    public string ProgramClass => CSharpNames.Pascal(System.IO.Path.GetFileNameWithoutExtension(Name)).TrimStart('@') + "Program";

    /// <summary>Whether the file's options say that it is a program.</summary>
    public static bool IsOne(AnalyzerConfigOptions options) =>
        options.TryGetValue(Metadata + "IsStateFlow", out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file with what the project says about it.</summary>
    public static ProgramFile Of(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var name = NameOf(file.Path, options.GlobalOptions.TryGetValue(Property + "ProjectDir", out var folder) ? folder : "");
        var isChosen = options.GetOptions(file).TryGetValue(Metadata + "Namespace", out var chosen) && chosen != "";
        options.GlobalOptions.TryGetValue(Property + "RootNamespace", out var root);
        return new ProgramFile(file.Path, name, isChosen ? chosen! : NamespaceOf(name, root ?? ""), file.GetText(cancellation)?.ToString());
    }

    /// <summary>The path from the project's folder on; of a file outside of it the last part.</summary>
    private static string NameOf(string path, string folder)
    {
        var relative = folder == "" ? path : System.IO.Path.GetRelativePath(folder, path);
        var isOutside = System.IO.Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal);
        return (isOutside ? System.IO.Path.GetFileName(path) : relative).Replace('\\', '/');
    }

    /// <summary>The root namespace, the folders and the file, each with a capital first letter.</summary>
    private static string NamespaceOf(string name, string root)
    {
        var parts = System.IO.Path.ChangeExtension(name, null).Split('/').Select(CSharpNames.Pascal);
        return string.Join('.', root == "" ? parts : parts.Prepend(root));
    }
}
