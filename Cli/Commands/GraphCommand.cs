using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Interpreter;
using StateFlow.Language;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

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
            Description = "The method to draw, such as User.BuyItem, with --kind method or passes.",
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
            GraphFormats.Renderer(result.GetValue(format) ?? GraphFormats.OfFile(result.GetValue(output)), result.GetValue(kind)!),
            result.GetValue(output),
            streams));
        return command;
    }

    private static int Draw(IReadOnlyList<string> files, string kind, string? method, IRenderer renderer, string? output, StandardStreams streams)
    {
        if (ProgramLoader.Load(files, streams) is not { } program) return ExitCode.Failed;
        if (method is not null && !program.Calls.Methods.Contains(method))
        {
            streams.Report(new CommandError("SF0012", NearestName.Describe("method", method, program.Calls.Methods)).ToString());
            return ExitCode.Failed;
        }

        var passes = kind == "passes" ? Compiler.Passes([.. program.Sources], method!) : null;
        if (kind == "passes" && passes is null)
        {
            streams.Report(new CommandError("SF0013", $"there is no source text of '{method}' in the program, which --kind passes begins with; --kind method draws it without").ToString());
            return ExitCode.Failed;
        }

        var diagram = kind switch
        {
            "passes" => PassesDiagram.Of(program, passes!),
            "calls" => CallsDiagram.Of(program),
            "method" => MethodDiagram.Of(program, method!),
            "trace" => TraceDiagram.Of(ProgramRunner.Trace(program, TextWriter.Null, RunOptions.Default).Trace),
            _ => DataflowDiagram.Of(program),
        };
        var text = renderer.Render(diagram);
        if (output is null) streams.Output.Write(text);
        else File.WriteAllText(output, text);
        return ExitCode.Done;
    }
}
