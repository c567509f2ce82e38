using System.Reflection;
using System.Runtime.Loader;

namespace StateFlow.Cli.Extensions;

/// <summary>Loads an extension with what stands beside it; what is ours it shares with the program.</summary>
internal sealed class ExtensionContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>The extension with everything that it refers to.</summary>
    /// <exception cref="InvalidOperationException">It was made for another version of <paramref name="contract"/>.</exception>
    public Assembly LoadExtension(AssemblyName contract)
    {
        var extension = LoadFromAssemblyPath(path);
        var references = extension.GetReferencedAssemblies();
        if (references.FirstOrDefault(reference => reference.Name == contract.Name) is { } theirs && theirs.Version != contract.Version)
            throw new InvalidOperationException($"it was made for {theirs.Name} {theirs.Version}, but this is {contract.Version}");

        foreach (var reference in references) LoadFromAssemblyName(reference);
        return extension;
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name!.StartsWith("StateFlow.", StringComparison.Ordinal) || _resolver.ResolveAssemblyToPath(assemblyName) is not { } found
            ? null
            : LoadFromAssemblyPath(found);
}
