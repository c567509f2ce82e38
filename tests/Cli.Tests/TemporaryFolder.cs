using System.Text;

namespace StateFlow.Cli.Tests;

/// <summary>A folder for the files of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stateflow-test-").FullName;

    /// <summary>Writes a file and gives its name.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file and gives its name.</summary>
    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), content);
        return name;
    }

    /// <summary>Runs <c>stateflow</c> in this folder.</summary>
    public ProcessResult StateFlow(params string[] arguments) => StateFlowProcess.Run(arguments, [], Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
