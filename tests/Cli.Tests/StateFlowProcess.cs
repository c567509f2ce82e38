using System.Diagnostics;
using System.Text;

namespace StateFlow.Cli.Tests;

/// <summary>Runs the built <c>stateflow</c> as a process of its own.</summary>
internal static class StateFlowProcess
{
    private static readonly string Executable =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "stateflow.exe" : "stateflow");

    /// <summary>Only ends what hangs; no test says how long anything takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs with nothing on standard input.</summary>
    public static ProcessResult Run(params string[] arguments) => Run(arguments, []);

    /// <summary>Runs with text on standard input.</summary>
    public static ProcessResult RunWithInput(string input, params string[] arguments) => Run(arguments, Encoding.UTF8.GetBytes(input));

    /// <summary>Runs in a folder with bytes on standard input.</summary>
    public static ProcessResult Run(string[] arguments, byte[] input, string? folder = null, bool isDebug = false, string? browser = null, string extensions = "", string? programs = null)
    {
        using var process = Start(arguments, folder, isDebug, browser, extensions, programs);
        var output = ReadAll(process.StandardOutput.BaseStream);
        var errors = ReadAll(process.StandardError.BaseStream);
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input, as it may.
        }

        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"stateflow {string.Join(' ', arguments)} does not end");
        }

        return new ProcessResult(process.ExitCode, output.Result, Encoding.UTF8.GetString(errors.Result));
    }

    /// <summary>Starts without waiting for the end.</summary>
    /// <param name="browser">The program that shows files.</param>
    /// <param name="extensions">The folders where it looks for extensions.</param>
    /// <param name="programs">The folders where it looks for programs; null if they are those of the tests.</param>
    public static Process Start(
        string[] arguments, string? folder = null, bool isDebug = false, string? browser = null, string extensions = "", string? programs = null)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? TestContext.CurrentContext.WorkDirectory,
        };
        start.Environment["STATEFLOW_EXTENSIONS"] = extensions;
        if (isDebug) start.Environment["STATEFLOW_DEBUG"] = "1";
        if (programs is not null) start.Environment["PATH"] = programs;
        if (browser is not null) start.Environment["BROWSER"] = browser;
        return Process.Start(start)!;
    }

    private static async Task<byte[]> ReadAll(Stream stream)
    {
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}

/// <summary>What came of a process.</summary>
internal sealed record ProcessResult(int ExitCode, byte[] OutputBytes, string Errors)
{
    public string Output => Encoding.UTF8.GetString(OutputBytes);
}
