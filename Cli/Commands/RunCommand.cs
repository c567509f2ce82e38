using System.CommandLine;
using StateFlow.Cli.Clusters;
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
        var cluster = new ClusterArguments("With --engine orleans: the cluster that executes the calls; without it, they stay in this process.");

        var command = new Command("run", "Compiles and executes a program. Standard output holds what the program prints and nothing else.")
        {
            files, engine, seed, maxDepth, cluster.Address, cluster.Name, cluster.Application, cluster.Timeout,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(cluster.Address) is not null && result.GetValue(engine) != EngineNames.Orleans) result.AddError($"--cluster needs --engine {EngineNames.Orleans}");
            foreach (var option in (Option[])[cluster.Name, cluster.Application, cluster.Timeout])
            {
                if (result.GetResult(option) is { Implicit: false } && result.GetResult(cluster.Address) is null) result.AddError($"{option.Name} needs --cluster");
            }
        });
        command.SetAction(result =>
        {
            var options = new RunOptions(result.GetValue(seed), result.GetValue(maxDepth));
            return ProgramLoader.Load(result.GetRequiredValue(files), streams) is not { } program ? ExitCode.Failed
                : result.GetRequiredValue(engine) == EngineNames.Orleans ? ClusterRun.Run(program, cluster.Of(result), options, streams)
                : Report(Run(program, result.GetRequiredValue(engine), options, streams), streams);
        });
        return command;
    }

    /// <summary>Says how a run ended.</summary>
    public static int Report(Failure? failure, StandardStreams streams)
    {
        if (failure is null) return ExitCode.Done;
        streams.Report(failure.Describe());
        return ExitCode.Failed;
    }

    private static Failure? Run(Program program, string engine, RunOptions options, StandardStreams streams) => engine == EngineNames.Local
        ? ScriptRunner.Run(program, EngineOptions.Default with { MaxDepth = options.MaxDepth, Print = streams.Output.Write }).Failure
        : ProgramRunner.Run(program, streams.Output, options).Failure;
}
