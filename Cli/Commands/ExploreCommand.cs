using System.CommandLine;
using StateFlow.Cli.Exploration;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Faults;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow explore</c>: runs a program in all orders of events that make a difference.</summary>
internal static class ExploreCommand
{
    private const int DefaultSeconds = 60;

    private static readonly ImmutableArray<string> Guarantees = ["exactly-once", "at-least-once"];

    private static readonly ImmutableArray<string> Reductions = ["none", "states", "partial-order"];

    public static Command Create(StandardStreams streams)
    {
        var defaults = ExplorationOptions.Default;
        var files = CommonArguments.Files();
        var maxStates = CommonArguments.WholeNumber("--max-states", "Search no more states than this.", 1, defaults.MaxStates);
        var maxEvents = CommonArguments.WholeNumber("--max-events", "Follow no run for more events than this.", 1, defaults.MaxEvents);
        var seconds = CommonArguments.WholeNumber("--seconds", "Search no longer than this.", 1, DefaultSeconds);
        var runs = CommonArguments.WholeNumber("--random-runs", "When a limit ends the search, run the program so often in random orders.", 0, defaults.RandomRuns);
        var seed = CommonArguments.WholeNumber("--seed", "Chooses the random orders.", int.MinValue, defaults.Seed);
        var faults = CommonArguments.WholeNumber("--faults", "Let so many faults strike a run: events come twice or late, operators crash and restart.", 0, defaults.Faults);
        var delivery = CommonArguments.Choice("--delivery", "guarantee", Guarantees, $"What the engine promises for events when there are faults: {string.Join(", ", Guarantees)}.");
        delivery.DefaultValueFactory = _ => Guarantees[0];
        var reduction = CommonArguments.Choice(
            "--reduction", "reduction", Reductions, $"Leave out what brings nothing new: {string.Join(", ", Reductions)}. The others are for comparison.");
        reduction.DefaultValueFactory = _ => Reductions[^1];
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Draw the interleaving of the first finding into a file: .html to play it, .svg, .mmd, .txt.",
            HelpName = "FILE",
        };

        var command = new Command("explore", "Runs a program in every order of events that makes a difference and reports what can go wrong.")
        {
            files, maxStates, maxEvents, seconds, runs, seed, faults, delivery, reduction, json, output,
        };
        command.SetAction(result => Explore(
            result.GetRequiredValue(files),
            defaults with
            {
                MaxStates = result.GetValue(maxStates),
                MaxEvents = result.GetValue(maxEvents),
                TimeLimit = TimeSpan.FromSeconds(result.GetValue(seconds)),
                RandomRuns = result.GetValue(runs),
                Seed = result.GetValue(seed),
                Faults = result.GetValue(faults),
                Delivery = (DeliveryGuarantee)Guarantees.IndexOf(result.GetValue(delivery)!),
                Reduction = (Reduction)Reductions.IndexOf(result.GetValue(reduction)!),
            },
            result.GetValue(json),
            result.GetValue(output),
            streams));
        return command;
    }

    private static int Explore(IReadOnlyList<string> files, ExplorationOptions options, bool isJson, string? output, StandardStreams streams)
    {
        if (ProgramLoader.Load(files, streams) is not { } program) return ExitCode.Failed;

        ExplorationResult result;
        using (var progress = ProgressLine.On(streams))
            result = streams.Interrupts.Run(cancellation => Explorer.Explore(program, options, progress, cancellation));

        if (isJson) streams.Output.WriteLine(ExplorationJson.Write(result));
        else ExplorationReport.Write(result, options, streams.Output);
        if (output is not null && result.Findings.Count > 0)
        {
            var run = result.Findings[0].Run.Trace;
            DrawingOutput.Write(GraphDrawing.OfRun(program, run, run, GraphFormats.OfFile(output)), output, streams);
        }

        return result.Findings.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
