using System.Reflection;
using Microsoft.CodeAnalysis;
using StateFlow.Clients;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language.IR;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>What cells can use without a directive.</summary>
internal static class ScriptReferences
{
    /// <summary>The namespaces of which the names are known.</summary>
    public static ImmutableArray<string> Imports { get; } =
    [
        "System", "System.Collections.Generic", "System.Collections.Immutable", "System.IO", "System.Linq", "System.Text", "System.Threading",
        "System.Threading.Tasks", "StateFlow.Clients",
    ];

    /// <summary>The project's assemblies that cells share with the process, in which their types must be the same.</summary>
    public static ImmutableArray<Assembly> Shared { get; } =
    [
        typeof(CellGlobals).Assembly, typeof(MimeBundle).Assembly, typeof(EntityClient).Assembly, typeof(Session).Assembly, typeof(Program).Assembly,
    ];

    /// <summary>The framework's assemblies and those of this project; the same objects each time, which lets the compiler keep what it has read.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = Find();

    private static ImmutableArray<MetadataReference> Find()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework);
        return [.. platform.Concat(Shared.Select(assembly => assembly.Location)).Select(Reference)];
    }

    private static MetadataReference Reference(string path) => File.Exists(Path.ChangeExtension(path, ".xml"))
        ? MetadataReference.CreateFromFile(path, documentation: XmlDocumentationProvider.CreateFromFile(Path.ChangeExtension(path, ".xml")))
        : MetadataReference.CreateFromFile(path);
}
