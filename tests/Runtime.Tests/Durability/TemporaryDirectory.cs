namespace StateFlow.Runtime.Tests.Durability;

/// <summary>A directory that is removed when the test ends.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("stateflow-");

    /// <summary>The store's directory, not created yet.</summary>
    public string Store => Path.Combine(_directory.FullName, "store");

    /// <summary>Where copies of the store are kept.</summary>
    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>Copies the store as it is now, as a process that dies at this moment leaves it.</summary>
    public string Copy(string name)
    {
        Copy(Store, PathOf(name));
        return PathOf(name);
    }

    /// <summary>Replaces the store by a copy of what another directory holds.</summary>
    public void CopyFrom(string source)
    {
        if (Directory.Exists(Store)) Directory.Delete(Store, recursive: true);
        Copy(source, Store);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static void Copy(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) is "lock" or "LOCK") continue;
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            // Copied by reading: the system's own copy asks for the locks of files that are in use.
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var to = File.Create(copy);
            from.CopyTo(to);
        }
    }
}
