using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Language;
using StateFlow.Orleans.Deployment;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow deploy</c>: writes what a target needs.</summary>
internal static class DeployCommand
{
    private const string Orleans = "orleans";

    private static readonly ImmutableArray<string> Targets = [Orleans];

    public static Command Create(StandardStreams streams)
    {
        var file = new Argument<string>("FILE") { Description = "The program (.sf)." };
        var target = CommonArguments.Choice("--target", "target", Targets, $"What is to run the program: {string.Join(", ", Targets)}.");
        target.Required = true;
        var folder = new Option<string>("-o", "--output") { Description = "The folder to write to, empty or to be created.", HelpName = "DIR", Required = true };
        var command = new Command("deploy", "Writes a project that runs a program: with Dockerfile, compose file, Kubernetes manifests, and a README that says how to go on.")
        {
            file, target, folder,
        };
        command.SetAction(result => Deploy(result.GetRequiredValue(file), result.GetRequiredValue(folder), streams));
        return command;
    }

    private static int Deploy(string file, string folder, StandardStreams streams)
    {
        if (ProgramLoader.LoadSources([file], streams) is not [var source]) return ExitCode.Failed;
        if (ProgramLoader.Report(Compiler.Compile([source]).Diagnostics, streams)) return ExitCode.Failed;
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                return Fail($"'{folder}' is not empty: expected an empty folder, or one to be created", streams);
            Write(DeployedProject.Files(Path.GetFileName(source.File), source.Text), folder);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail($"cannot write to '{folder}': {exception.Message}", streams);
        }
    }

    private static void Write(ImmutableArray<DeployedFile> files, string folder)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Content);
        }
    }

    private static int Fail(string message, StandardStreams streams)
    {
        streams.Report(new CommandError("SF0856", message).ToString());
        return ExitCode.Failed;
    }
}
