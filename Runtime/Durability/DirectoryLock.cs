namespace StateFlow.Runtime.Durability;

/// <summary>Keeps others, in this process or another one, from a directory; the system gives it free when the process dies.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="EngineException">Another engine uses the directory.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            return new DirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw new EngineException($"The directory '{directory}' is in use by another engine. Stop that one, or use another directory.", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
