using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Http;
using StateFlow.Runtime;
using StateFlow.Runtime.Hosting;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow serve</c>: entities over HTTP.</summary>
internal static class ServeCommand
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    public static Command Create(StandardStreams streams)
    {
        var defaults = new ServerOptions();
        var files = CommonArguments.Files();
        var host = new Option<string>("--host") { Description = "The address to listen on: localhost, an IP address, or * for all.", HelpName = "ADDRESS", DefaultValueFactory = _ => defaults.Host };
        var port = CommonArguments.Port("--port", "The port to listen on", defaults.Port);
        var data = new Option<string?>("--data") { Description = "The folder that keeps the states; without one they end with the process.", HelpName = "DIR" };
        var workers = CommonArguments.WholeNumber("--workers", "How many threads execute.", 1, defaults.Engine.Engine.Workers);
        var maxBody = CommonArguments.WholeNumber("--max-body", "How many bytes the body of a request may have.", 1, (int)defaults.MaxBodySize);
        var maxRequests = CommonArguments.WholeNumber("--max-requests", "How many requests may be under way at once.", 1, defaults.MaxRequests);
        var timeout = CommonArguments.WholeNumber("--timeout", "How many seconds a client waits for an answer at most.", 1, 30);
        var command = new Command("serve", "Serves the entities of a program over HTTP, until it is interrupted. Its statements run first, if nothing is stored yet.")
        {
            files, host, port, data, workers, maxBody, maxRequests, timeout,
        };
        command.SetAction(result => Serve(result.GetRequiredValue(files), streams, new ServerOptions
        {
            Host = result.GetRequiredValue(host),
            Port = result.GetValue(port),
            MaxBodySize = result.GetValue(maxBody),
            MaxRequests = result.GetValue(maxRequests),
            Engine = new StateFlowOptions
            {
                Engine = new EngineOptions { Workers = result.GetValue(workers), Directory = result.GetValue(data), Print = text => Print(text, streams) },
                CallTimeout = TimeSpan.FromSeconds(result.GetValue(timeout)),
                RunsScript = true,
            },
        }));
        return command;
    }

    private static int Serve(IReadOnlyList<string> files, StandardStreams streams, ServerOptions options)
    {
        if (ProgramLoader.Load(files, streams) is not { } program) return ExitCode.Failed;
        return streams.Interrupts.Run(interrupt => ServeAsync(program, options, streams, interrupt).GetAwaiter().GetResult(), endsGracefully: true);
    }

    private static async Task<int> ServeAsync(Language.IR.Program program, ServerOptions options, StandardStreams streams, CancellationToken interrupt)
    {
        try
        {
            await using var server = EntityServer.Build(program, options, line => streams.Report($"stateflow: {line}"));
            await server.StartAsync(interrupt).ConfigureAwait(false);
            streams.Report($"stateflow: serving at {string.Join(" and ", server.Urls)}; Ctrl-C ends it");
            await Task.Delay(Timeout.Infinite, interrupt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var patience = new CancellationTokenSource(StopTime);
            await server.StopAsync(patience.Token).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (EngineException exception)
        {
            streams.Report(new CommandError("SF0842", exception.Message).ToString());
        }
        catch (IOException exception)
        {
            streams.Report(new CommandError("SF0843", $"cannot listen on {options.Host}, port {options.Port}: {exception.Message}").ToString());
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        return ExitCode.Failed;
    }

    private static void Print(string text, StandardStreams streams)
    {
        streams.Output.Write(text);
        streams.Output.Flush();
    }
}
