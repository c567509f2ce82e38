using System.CommandLine;
using StateFlow.Cli.Output;
using StateFlow.Language.Assistance;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow completions</c>: prints what makes a shell complete the command's arguments.</summary>
internal static class CompletionsCommand
{
    private static readonly ImmutableSortedDictionary<string, string> Scripts = new Dictionary<string, string>
    {
        ["bash"] = "stateflow.bash",
        ["fish"] = "stateflow.fish",
        ["pwsh"] = "stateflow.ps1",
        ["zsh"] = "stateflow.zsh",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static Command Create(StandardStreams streams)
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = $"The shell: {string.Join(", ", Scripts.Keys)}.",
        };
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && !Scripts.ContainsKey(given.Value)) result.AddError(NearestName.Describe("shell", given.Value, [.. Scripts.Keys]));
        });
        shell.CompletionSources.Add([.. Scripts.Keys]);

        var command = new Command("completions", "Prints a script that makes a shell complete commands, options and names of methods; its first lines say where it goes.") { shell };
        command.SetAction(result =>
        {
            streams.Output.Write(Script(result.GetRequiredValue(shell)));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Script(string shell)
    {
        using var stream = typeof(CompletionsCommand).Assembly.GetManifestResourceStream(Scripts[shell])!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
