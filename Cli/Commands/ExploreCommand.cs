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
        var recording = new Option<string>("--record")
        {
            Description = "Write the interleaving of the first finding into a file, for `stateflow debug --replay FILE`.",
            HelpName = "FILE",
        };
        var finding = CommonArguments.WholeNumber("--finding", "Draw and record this finding instead of the first.", 1, 1);

        var command = new Command("explore", "Runs a program in every order of events that makes a difference and reports what can go wrong.")
        {
            files, maxStates, maxEvents, seconds, runs, seed, faults, delivery, reduction, json, output, recording, finding,
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
            new FindingOutput(result.GetValue(output), result.GetValue(recording), result.GetValue(finding)),
            streams));
        return command;
    }

    private static int Explore(IReadOnlyList<string> files, ExplorationOptions options, bool isJson, FindingOutput output, StandardStreams streams)
    {
        if (ProgramLoader.Load(files, streams) is not { } program) return ExitCode.Failed;

        ExplorationResult result;
        using (var progress = ProgressLine.On(streams))
            result = streams.Interrupts.Run(cancellation => Explorer.Explore(program, options, progress, cancellation));

        if (isJson) streams.Output.WriteLine(ExplorationJson.Write(result, options));
        else ExplorationReport.Write(result, options, streams.Output);
        var written = output.Write(program, result, options, streams);
        if (!isJson && written == ExitCode.Done && result.Findings.Count > 0) streams.Output.WriteLine(NextStep(files, options, output));
        return result.Findings.Count == 0 ? written : ExitCode.Failed;
    }

    /// <summary>What to type to see a finding.</summary>
    private static string NextStep(IReadOnlyList<string> files, ExplorationOptions options, FindingOutput output)
    {
        if (output.Recording is { } recording) return $"To step through finding {output.Number}: stateflow debug --replay {Quoted(recording)}";
        var faults = options.Faults == 0 ? "" : $" --faults {options.Faults} --delivery {Guarantees[(int)options.Delivery]}";
        return $"To step through the first: stateflow explore {string.Join(' ', files.Select(Quoted))}{faults} --record race.json, then stateflow debug --replay race.json";
    }

    private static string Quoted(string file) => file.Contains(' ') ? $"\"{file}\"" : file;
}
