namespace StateFlow.Runtime.Tests.Durability;

/// <summary>A directory that is removed when the test ends.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("stateflow-");

    /// <summary>The store's directory, not created yet.</summary>
    public string Store => Path.Combine(_directory.FullName, "store");

    /// <summary>Replaces the store by a copy of what another directory holds.</summary>
    public void CopyFrom(string source)
    {
        if (Directory.Exists(Store)) Directory.Delete(Store, recursive: true);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Store, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
