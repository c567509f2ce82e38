using System.CommandLine;
using StateFlow.Cli.Output;
using StateFlow.Cli.Repl;
using StateFlow.Interpreter;
using StateFlow.Notebooks;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow repl</c>: runs what is typed.</summary>
internal static class ReplCommand
{
    public static Command Create(StandardStreams streams)
    {
        var defaults = new RunOptions();
        var files = new Argument<string[]>("FILE")
        {
            Description = "Source files (.sf) that are run first, as one program in the order given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var engine = CommonArguments.Engine("What executes submissions", EngineNames.ForSessions, EngineNames.RefusalForSessions);
        var seed = CommonArguments.WholeNumber(
            "--seed", "Chooses among the orders in which events that are under way at once may arrive.", int.MinValue, defaults.Seed);
        var maxDepth = CommonArguments.WholeNumber(
            "--max-depth", "How many calls may be nested before a submission fails.", 1, defaults.MaxDepth);
        var quiet = new Option<bool>("--quiet")
        {
            Description = "Show only what programs print, not what is declared.",
        };

        var command = new Command("repl", "Runs what is typed, line by line, on entities that live on. What comes through a pipe is run without prompts.")
        {
            files, engine, seed, maxDepth, quiet,
        };
        command.SetAction(result => ReplLoop.Run(
            result.GetValue(files) ?? [],
            new RunOptions(result.GetValue(seed), result.GetValue(maxDepth)),
            result.GetValue(quiet),
            streams));
        return command;
    }
}
