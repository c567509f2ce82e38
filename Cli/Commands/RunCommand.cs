using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Notebooks;
using StateFlow.Runtime;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow run</c>: compiles and executes.</summary>
internal static class RunCommand
{
    public static Command Create(StandardStreams streams)
    {
        var defaults = new RunOptions();
        var files = CommonArguments.Files();
        var engine = CommonArguments.Engine("What executes the program", EngineNames.ForPrograms, EngineNames.RefusalForPrograms);
        var seed = CommonArguments.WholeNumber(
            "--seed", "Chooses among the orders in which events that are under way at once may arrive.", int.MinValue, defaults.Seed);
        var maxDepth = CommonArguments.WholeNumber(
            "--max-depth", "How many calls may be nested before the program fails.", 1, defaults.MaxDepth);

        var command = new Command("run", "Compiles and executes a program. Standard output holds what the program prints and nothing else.")
        {
            files, engine, seed, maxDepth,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(files),
            result.GetRequiredValue(engine),
            new RunOptions(result.GetValue(seed), result.GetValue(maxDepth)),
            streams));
        return command;
    }

    private static int Run(IReadOnlyList<string> files, string engine, RunOptions options, StandardStreams streams)
    {
        if (ProgramLoader.Load(files, streams) is not { } program) return ExitCode.Failed;
        if (Run(program, engine, options, streams) is not { } failure) return ExitCode.Done;

        streams.Report(failure.Describe());
        return ExitCode.Failed;
    }

    private static Failure? Run(Program program, string engine, RunOptions options, StandardStreams streams) => engine == EngineNames.Local
        ? ScriptRunner.Run(program, EngineOptions.Default with { MaxDepth = options.MaxDepth, Print = streams.Output.Write }).Failure
        : ProgramRunner.Run(program, streams.Output, options).Failure;
}
