using StateFlow.Cli.Output;

namespace StateFlow.Cli;

/// <summary>Where the process starts.</summary>
internal static class EntryPoint
{
    private const string DebugVariable = "STATEFLOW_DEBUG";

    private static int Main(string[] arguments)
    {
        var streams = StandardStreams.Open();
        using var signals = new Signals(streams);
        return Guard(arguments, streams);
    }

    private static int Guard(string[] arguments, StandardStreams streams)
    {
        try
        {
            var exitCode = CommandLine.Invoke(arguments, streams);
            streams.Output.Flush();
            return exitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Reading handles its own exceptions, so it was the output that failed.
            return Fail(new CommandError("SF0010", $"cannot write the output: {(exception is UnauthorizedAccessException ? "it is closed" : exception.Message)}").ToString(), streams);
        }
        catch (OutOfMemoryException)
        {
            return Fail(new CommandError("SF0011", "there is not enough memory for this program").ToString(), streams);
        }
        catch (Exception exception)
        {
            return Fail(InternalError(exception), streams);
        }
    }

    private static int Fail(string message, StandardStreams streams)
    {
        streams.ReportUnordered(message);
        return ExitCode.Failed;
    }

    private static string InternalError(Exception exception)
    {
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1") return $"stateflow: internal error: {exception}";

        var summary = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        return $"stateflow: internal error: please report it, it is a fault of stateflow ({summary}); {DebugVariable}=1 shows more";
    }
}
