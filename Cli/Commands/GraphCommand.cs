using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Interpreter;
using StateFlow.Language;
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

    private static readonly ImmutableArray<string> Kinds = [DefaultKind, "calls", "method", "passes", "trace"];

    public static Command Create(StandardStreams streams)
    {
        var files = CommonArguments.Files();
        var kind = CommonArguments.Choice("--kind", "kind", Kinds, $"What to draw: {string.Join(", ", Kinds)}.");
        kind.DefaultValueFactory = _ => DefaultKind;
        var of = new Option<string>("--of")
        {
            Description = "The method to draw, such as User.BuyItem, with --kind method or passes; with --kind trace, the method whose first call to draw.",
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

        var command = new Command("graph", "Draws a program: its dataflow, who calls whom, the state machine of a method or the way to it, or a run.")
        {
            files, kind, of, format, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(kind) is "method" or "passes" && result.GetValue(of) is null)
                result.AddError($"--kind {result.GetValue(kind)} needs --of, such as --of User.BuyItem");
        });
        command.SetAction(result => Draw(
            result.GetRequiredValue(files),
            result.GetValue(kind)!,
            result.GetValue(of),
            result.GetValue(format) ?? GraphFormats.OfFile(result.GetValue(output)),
            result.GetValue(output),
            streams));
        return command;
    }

    private static int Draw(IReadOnlyList<string> files, string kind, string? method, string format, string? output, StandardStreams streams)
    {
        if (ProgramLoader.Load(files, streams) is not { } program) return ExitCode.Failed;
        if (method is not null && !program.Calls.Methods.Contains(method))
        {
            streams.Report(new CommandError("SF0012", NearestName.Describe("method", method, program.Calls.Methods)).ToString());
            return ExitCode.Failed;
        }

        var text = kind switch
        {
            "trace" => DrawRun(program, method, format, streams),
            "passes" => DrawPasses(program, method!, format, streams),
            _ => DrawProgram(program, kind, method, format),
        };
        if (text is null) return ExitCode.Failed;
        if (output is null) streams.Output.Write(text);
        else File.WriteAllText(output, text);
        return ExitCode.Done;
    }

    private static string DrawProgram(Program program, string kind, string? method, string format) => GraphFormats.Renderer(format, kind).Render(kind switch
    {
        "calls" => CallsDiagram.Of(program),
        "method" => MethodDiagram.Of(program, method!),
        _ => DataflowDiagram.Of(program),
    });

    /// <summary>The passes over a method; null, with a message, if the program does not bring its source text.</summary>
    private static string? DrawPasses(Program program, string method, string format, StandardStreams streams)
    {
        if (Compiler.Passes([.. program.Sources], method) is { } passes) return GraphFormats.Renderer(format, "passes").Render(PassesDiagram.Of(program, passes));
        streams.Report(new CommandError("SF0014", $"the program does not bring the source text of `{method}`, with which --kind passes begins: name the source files, or draw it with --kind method").ToString());
        return null;
    }

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
            : GraphFormats.Renderer(format, "trace").Render(TraceDiagram.Of(part));
    }
}
