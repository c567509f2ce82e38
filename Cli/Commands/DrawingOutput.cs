using StateFlow.Cli.Output;

namespace StateFlow.Cli.Commands;

/// <summary>Where a drawing goes.</summary>
internal static class DrawingOutput
{
    /// <summary>Writes a drawing to a file or, without one, to standard output.</summary>
    public static int Write(string text, string? file, StandardStreams streams)
    {
        if (file is not null) return Report(OutputFile.Write(file, text), streams);
        streams.Output.Write(text);
        return ExitCode.Done;
    }

    /// <summary>Writes a drawing to a file or, without one, to a temporary file, and has it shown.</summary>
    public static int Show(string text, string? file, string kind, string format, StandardStreams streams)
    {
        var shown = file ?? Path.Combine(Directory.CreateTempSubdirectory("stateflow-").FullName, kind + GraphFormats.Extension(format));
        if (OutputFile.Write(shown, text) is { } error) return Report(error, streams);
        if (file is null) streams.Report($"stateflow: the drawing is in {shown}");
        return Report(Viewer.Open(shown), streams);
    }

    private static int Report(CommandError? error, StandardStreams streams)
    {
        if (error is null) return ExitCode.Done;
        streams.Report(error.ToString());
        return ExitCode.Failed;
    }
}
