using StateFlow.Cli.Commands;
using StateFlow.Cli.Output;
using StateFlow.Interpreter.Exploration;
using StateFlow.Language.IR;

namespace StateFlow.Cli.Exploration;

/// <summary>The files into which a finding goes.</summary>
/// <param name="Drawing">A picture of its run; null for none.</param>
/// <param name="Recording">Its run for the debugger; null for none.</param>
/// <param name="Number">Which finding, from 1.</param>
internal sealed record FindingOutput(string? Drawing, string? Recording, int Number)
{
    /// <summary>Writes what is asked for, as far as there is a finding.</summary>
    public int Write(Program program, ExplorationResult result, ExplorationOptions options, StandardStreams streams)
    {
        var count = result.Findings.Count;
        if (count == 0)
        {
            foreach (var file in new[] { Drawing, Recording }.OfType<string>()) streams.Report($"stateflow: nothing is found, so '{file}' is not written");
            return ExitCode.Done;
        }

        if (Number > count) return Fail(new CommandError("SF0018", $"there is no finding {Number}: {(count == 1 ? "there is one" : $"there are {count}")}"), streams);
        var run = result.Findings[Number - 1].Run;
        var drawn = Drawing is null ? ExitCode.Done : DrawingOutput.Write(GraphDrawing.OfRun(program, run.Trace, run.Trace, GraphFormats.OfFile(Drawing)), Drawing, streams);
        var recorded = Recording is null ? ExitCode.Done : Record(Recording, program, run, options, streams);
        return Math.Max(drawn, recorded);
    }

    private static int Record(string file, Program program, Interleaving run, ExplorationOptions options, StandardStreams streams)
    {
        if (program.Sources.All(source => string.IsNullOrWhiteSpace(source.Text))) return Fail(new CommandError("SF0019", "this program cannot be recorded: it is in IR form, without its source text"), streams);
        return OutputFile.Write(file, Explorer.Record(program, run, options).Write()) is { } error ? Fail(error, streams) : ExitCode.Done;
    }

    private static int Fail(CommandError error, StandardStreams streams)
    {
        streams.Report(error.ToString());
        return ExitCode.Failed;
    }
}
