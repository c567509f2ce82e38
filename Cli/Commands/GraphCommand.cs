using System.CommandLine;
using System.CommandLine.Parsing;
using StateFlow.Cli.Completions;
using StateFlow.Cli.Output;

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
        of.CompletionSources.Add(context => MethodNames.Of(context, files));
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
        var open = new Option<bool>("--open")
        {
            Description = $"Show the drawing: the output or, without it, a temporary file, which is {GraphFormats.Shown} unless --format says otherwise.",
        };

        var layout = CommonArguments.Choice(
            "--layout",
            "layout",
            GraphLayouts.Names,
            $"What arranges the drawing: {string.Join(", ", GraphLayouts.Names)}; a run is always drawn as a sequence. Without it, {GraphLayouts.Default}.");

        var command = new Command("graph", "Draws a program: its dataflow, who calls whom, the state machine of a method or the way to it, or a run.")
        {
            files, kind, of, format, layout, output, open,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(kind)?.Tokens is [{ Value: "method" or "passes" } needy] && result.GetResult(of) is null)
                result.AddError($"--kind {needy.Value} needs --of, such as --of User.BuyItem");
            if (result.GetResult(layout)?.Tokens is not [_]) return;
            if (result.GetResult(kind)?.Tokens is [{ Value: "trace" }]) result.AddError("--layout does not go with --kind trace: a run is always drawn as a sequence");
            else if (!GraphFormats.HasLayout(FormatOf(result))) result.AddError("--layout needs --format svg or html: the other formats are arranged by what shows them");
        });
        command.SetAction(result =>
        {
            var (shownKind, written, file) = (result.GetValue(kind)!, FormatOf(result.CommandResult), result.GetValue(output));
            if (GraphLayouts.Find(result.GetValue(layout) ?? GraphLayouts.Default, streams) is not { } arrangement) return ExitCode.Failed;
            if (GraphDrawing.Draw(result.GetRequiredValue(files), shownKind, result.GetValue(of), written, arrangement, streams) is not { } text) return ExitCode.Failed;
            return result.GetValue(open) ? DrawingOutput.Show(text, file, shownKind, written, streams) : DrawingOutput.Write(text, file, streams);
        });
        return command;

        string FormatOf(SymbolResult result)
        {
            var file = result.GetValue(output);
            return result.GetValue(format) ?? (result.GetValue(open) && file is null ? GraphFormats.Shown : GraphFormats.OfFile(file));
        }
    }
}
