using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using StateFlow.Tests.Shared;

namespace StateFlow.Course.Tests;

/// <summary>All lessons, each executed once by Jupyter; its tests are skipped where that is missing.</summary>
/// <remarks>The solutions of the exercises are executed after the cells of their lesson, where a student tries them.</remarks>
[SetUpFixture]
public sealed class Execution
{
    private static readonly string Executable =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "stateflow.exe" : "stateflow");

    private static string s_folder = "";
    private static string? s_missing;

    /// <summary>Where executed lessons are, and pages made of those that are committed.</summary>
    public static string Folder
    {
        get
        {
            if (s_missing is not null) Assert.Ignore(s_missing);
            return s_folder;
        }
    }

    [OneTimeSetUp]
    public void ExecuteAll()
    {
        s_folder = Directory.CreateTempSubdirectory("stateflow-course-").FullName;
        if (!IsInstalled("jupyter-nbconvert"))
        {
            s_missing = "jupyter-nbconvert is not installed";
            return;
        }

        var prepared = Directory.CreateDirectory(Path.Combine(s_folder, "prepared")).FullName;
        foreach (var lesson in Notebook.Lessons) File.WriteAllText(Path.Combine(prepared, $"{lesson}.ipynb"), WithSolutions(File.ReadAllText(Notebook.PathOf(lesson))));
        Run("bash", [Repository.PathOf("notebooks", "execute"), "--output-dir", s_folder, .. Directory.EnumerateFiles(prepared)]);
        Run("jupyter", ["nbconvert", "--log-level", "WARN", "--to", "html", "--output-dir", s_folder, .. Notebook.Lessons.Select(Notebook.PathOf)]);
    }

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(s_folder, recursive: true);

    /// <summary>A notebook with its solutions as cells behind the others, and without outputs.</summary>
    private static string WithSolutions(string json)
    {
        var notebook = JsonNode.Parse(json)!.AsObject();
        var cells = notebook["cells"]!.AsArray();
        foreach (var cell in cells.Where(cell => cell!["cell_type"]!.GetValue<string>() == "code")) cell!["outputs"] = new JsonArray();
        foreach (var (index, solution) in Notebook.Parse("", json).Solutions.Index())
        {
            cells.Add(new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["id"] = $"solution-{index + 1}",
                ["metadata"] = new JsonObject(),
                ["outputs"] = new JsonArray(),
                ["source"] = solution,
            });
        }

        return notebook.ToJsonString();
    }

    private static bool IsInstalled(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no such program.
        }
    }

    private static void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["STATEFLOW"] = Executable;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, () => output + errors.Result);
    }
}
