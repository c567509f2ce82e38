using System.ComponentModel;
using System.Diagnostics;

namespace StateFlow.Cli.Output;

/// <summary>Shows files by what the system opens them with.</summary>
internal static class Viewer
{
    private const string ProgramVariable = "BROWSER";

    /// <summary>A program that fails does so soon; one that shows the file may stay.</summary>
    private static readonly TimeSpan FailureTime = TimeSpan.FromSeconds(2);

    /// <summary>Opens a file; gives why it cannot be, or null.</summary>
    public static CommandError? Open(string file)
    {
        var start = Start(Path.GetFullPath(file));
        try
        {
            using var process = Process.Start(start);
            if (process is null || !process.WaitForExit(FailureTime) || process.ExitCode == 0) return null;
            return Error(file, $"'{start.FileName}' failed with exit code {process.ExitCode}");
        }
        catch (Win32Exception exception)
        {
            return Error(file, $"'{start.FileName}' cannot be started: {exception.NativeErrorCode switch
            {
                2 => "it is not there",
                13 or 5 => "access is denied",
                _ => exception.Message,
            }}");
        }
    }

    private static ProcessStartInfo Start(string file)
    {
        if (Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } program) return new ProcessStartInfo(program, [file]);
        if (OperatingSystem.IsWindows()) return new ProcessStartInfo(file) { UseShellExecute = true };
        return new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [file]);
    }

    private static CommandError Error(string file, string reason) =>
        new("SF0014", $"cannot open '{file}': {reason}. Open the file yourself, or let the environment variable {ProgramVariable} name a program that shows it");
}
