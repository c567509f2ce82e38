using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Interpreter;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Player;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow graph</c>: draws a program, or what happens when it runs.</summary>
internal static class GraphCommand
{
    private const string DefaultKind = "dataflow";

    private static readonly ImmutableArray<string> Kinds = [DefaultKind, "calls", "method", "trace"];

    public static Command Create(StandardStreams streams)
    {
        var files = CommonArguments.Files();
        var kind = CommonArguments.Choice("--kind", "kind", Kinds, $"What to draw: {string.Join(", ", Kinds)}.");
        kind.DefaultValueFactory = _ => DefaultKind;
        var of = new Option<string>("--of")
        {
            Description = "The method to draw, such as User.BuyItem, with --kind method; with --kind trace, the method whose first call to draw.",
            HelpName = "METHOD",
        };
        var format = CommonArguments.Choice(
            "--format",
            "format",
            GraphFormats.Names,
            $"How to draw: {string.Join(", ", GraphFormats.Names)}. Without it, what the extension of the output says, else {GraphFormats.Default}.");
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write; without it, standard output.",
            HelpName = "FILE",
        };

        var layout = CommonArguments.Choice(
            "--layout",
            "layout",
            GraphLayouts.Names,
            $"What arranges the drawing: {string.Join(", ", GraphLayouts.Names)}; a run is always drawn as a sequence. Without it, {GraphLayouts.Default}.");

        var command = new Command("graph", "Draws a program: its dataflow, who calls whom, the state machine of a method, or a run.")
        {
            files, kind, of, format, output, layout,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(kind) == "method" && result.GetValue(of) is null) result.AddError("--kind method needs --of, such as --of User.BuyItem");
            if (result.GetValue(layout) is null) return;
            if (result.GetValue(kind) == "trace") result.AddError("--layout does not go with --kind trace: a run is always drawn as a sequence");
            else if (!GraphFormats.HasLayout(FormatOf(result.GetValue(format), result.GetValue(output)))) result.AddError("--layout needs --format svg or html: the other formats are arranged by what shows them");
        });
        command.SetAction(result => Draw(
            result.GetRequiredValue(files),
            result.GetValue(kind)!,
            result.GetValue(of),
            FormatOf(result.GetValue(format), result.GetValue(output)),
            result.GetValue(layout) ?? GraphLayouts.Default,
            result.GetValue(output),
            streams));
        return command;
    }

    private static string FormatOf(string? format, string? output) => format ?? GraphFormats.OfFile(output);

    private static int Draw(
        IReadOnlyList<string> files, string kind, string? method, string format, string layoutName, string? output, StandardStreams streams)
    {
        if (GraphLayouts.Find(layoutName, streams) is not { } layout) return ExitCode.Failed;
        if (ProgramLoader.Load(files, streams) is not { } program) return ExitCode.Failed;
        if (method is not null && !program.Calls.Methods.Contains(method))
        {
            streams.Report(new CommandError("SF0012", NearestName.Describe("method", method, program.Calls.Methods)).ToString());
            return ExitCode.Failed;
        }

        if ((kind == "trace" ? DrawRun(program, method, format, streams) : DrawProgram(program, kind, method, format, layout)) is not { } text) return ExitCode.Failed;
        if (output is null) streams.Output.Write(text);
        else File.WriteAllText(output, text);
        return ExitCode.Done;
    }

    private static string DrawProgram(Program program, string kind, string? method, string format, ILayout layout) => GraphFormats.Renderer(format, layout).Render(kind switch
    {
        "calls" => CallsDiagram.Of(program),
        "method" => MethodDiagram.Of(program, method!),
        _ => DataflowDiagram.Of(program),
    });

    /// <summary>The run of a program, or its first call of a method; null, with a message, if there is no such call.</summary>
    private static string? DrawRun(Program program, string? method, string format, StandardStreams streams)
    {
        var trace = ProgramRunner.Trace(program, TextWriter.Null, RunOptions.Default).Trace;
        var part = method is null ? trace : trace.OfCall(method);
        if (part is null)
        {
            streams.Report(new CommandError("SF0013", $"the program does not call `{method}` when it runs: leave out --of to see the whole run").ToString());
            return null;
        }

        return format == GraphFormats.Html
            ? new TracePlayer(new LayeredLayout(), new CommonFontMeasures()).Render(program, trace, part)
            : GraphFormats.Renderer(format, new SequenceLayout()).Render(TraceDiagram.Of(part));
    }
}
