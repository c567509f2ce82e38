using StateFlow.Cli.Completions;
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

/// <summary>What <c>stateflow graph</c> draws.</summary>
internal static class GraphDrawing
{
    /// <summary>The drawing; null, with a message, if there is none.</summary>
    public static string? Draw(IReadOnlyList<string> files, string kind, string? name, string format, ILayout layout, StandardStreams streams)
    {
        if (ProgramLoader.Load(files, streams) is not { } program) return null;
        var (method, error) = name is null ? (null, null) : MethodNames.Find(program, name);
        if (error is not null)
        {
            streams.Report(error.ToString());
            return null;
        }

        return kind switch
        {
            "trace" => DrawRun(program, method, format, streams),
            "passes" => DrawPasses(program, method!, format, layout, streams),
            _ => DrawProgram(program, kind, method, format, layout),
        };
    }

    private static string DrawProgram(Program program, string kind, string? method, string format, ILayout layout) => GraphFormats.Renderer(format, layout).Render(kind switch
    {
        "calls" => CallsDiagram.Of(program),
        "method" => MethodDiagram.Of(program, method!),
        _ => DataflowDiagram.Of(program),
    });

    /// <summary>The passes over a method; null, with a message, if the program does not bring its source text.</summary>
    private static string? DrawPasses(Program program, string method, string format, ILayout layout, StandardStreams streams)
    {
        if (Compiler.Passes([.. program.Sources], method) is { } passes) return GraphFormats.Renderer(format, new PanelLayout(layout)).Render(PassesDiagram.Of(program, passes));
        streams.Report(new CommandError("SF0017", $"the program does not bring the source text of `{method}`, with which --kind passes begins: name the source files, or draw it with --kind method").ToString());
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

        return OfRun(program, trace, part, format);
    }

    /// <summary>The drawing of a run: a page that plays it, or a sequence diagram.</summary>
    /// <param name="trace">The whole run.</param>
    /// <param name="part">The steps to show.</param>
    public static string OfRun(Program program, Trace trace, Trace part, string format) => format == GraphFormats.Html
        ? new TracePlayer(new LayeredLayout(), new CommonFontMeasures()).Render(program, trace, part)
        : GraphFormats.Renderer(format, new SequenceLayout()).Render(TraceDiagram.Of(part));
}
