using System.Reflection;
using System.Runtime.Loader;

namespace StateFlow.Cli.Extensions;

/// <summary>Loads an extension with what stands beside it; what is ours it shares with the program.</summary>
internal sealed class ExtensionContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>The extension with everything that it refers to.</summary>
    public Assembly LoadExtension()
    {
        var extension = LoadFromAssemblyPath(path);
        foreach (var reference in extension.GetReferencedAssemblies()) LoadFromAssemblyName(reference);
        return extension;
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name!.StartsWith("StateFlow.", StringComparison.Ordinal) || _resolver.ResolveAssemblyToPath(assemblyName) is not { } found
            ? null
            : LoadFromAssemblyPath(found);
}
