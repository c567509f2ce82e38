using System.Diagnostics;

namespace StateFlow.Jupyter.Installation;

/// <summary>Where Jupyter looks for kernels.</summary>
public static class JupyterFolders
{
    /// <summary>The folder of kernels of the user who runs this.</summary>
    public static string OfUser() => KernelsIn(UserData());

    /// <summary>The folder of kernels of an installation, such as a virtual environment.</summary>
    public static string OfPrefix(string prefix) => KernelsIn(Path.Combine(prefix, "share", "jupyter"));

    /// <summary>The installation that <c>python3</c> belongs to, or else the virtual environment that is active; null if there is neither.</summary>
    public static string? ActivePrefix() => PythonPrefix("python3") ?? PythonPrefix("python") ?? Variable("VIRTUAL_ENV") ?? Variable("CONDA_PREFIX");

    private static string KernelsIn(string dataFolder) => Path.GetFullPath(Path.Combine(dataFolder, "kernels"));

    private static string UserData()
    {
        if (Variable("JUPYTER_DATA_DIR") is { } chosen) return chosen;

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows()) return Path.Combine(Variable("APPDATA") ?? Path.Combine(home, "AppData", "Roaming"), "jupyter");
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter");
        return Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter");
    }

    private static string? PythonPrefix(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import sys; print(sys.prefix)"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var prefix = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && Directory.Exists(prefix) ? prefix : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // There is no such program.
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
