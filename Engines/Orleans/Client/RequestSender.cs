using System.Diagnostics;
using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Grains;
using StateFlow.Orleans.Hosting;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Client;

/// <summary>Sends requests to entities of a cluster, and repeats them until they are answered.</summary>
internal sealed class RequestSender(EntityGrains grains, HostedApplication application, ProgramCatalog catalog, Acknowledgements acknowledgements)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>How long the first attempt may take; a silo that has died does not say so.</summary>
    private static readonly TimeSpan FirstAttempt = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(30);

    /// <summary>How long a client that waits for ever puts up with errors.</summary>
    private static readonly TimeSpan LongestTrouble = TimeSpan.FromMinutes(1);

    public HostedApplication Application => application;

    /// <summary>The answer to a request of this client.</summary>
    /// <exception cref="ClusterException">There was none in time, or there will be none.</exception>
    public async Task<Reply> AskAsync(CallEvent request, CancellationToken cancellation)
    {
        var message = new CallMessage(request, new CallPath(request.Id, [], null), null) { Version = application.Version };
        var timeout = application.Options.CallTimeout;
        var (began, pause, attemptTime) = (Stopwatch.GetTimestamp(), ShortestPause, FirstAttempt);
        for (var isFirst = true; ; isFirst = false)
        {
            var left = timeout - Stopwatch.GetElapsedTime(began);
            try
            {
                var neighbour = application.Local.Find(request.Target);
                var asked = neighbour is null ? AskFarAsync(message) : neighbour.AskAsync(message);
                var reply = await asked.WaitAsync(left < attemptTime ? left : attemptTime, cancellation).ConfigureAwait(false);
                // Of a request that was repeated, a repetition may still be on its way.
                if (isFirst && application.Version.Reach.IsRemembered(request)) Acknowledge(neighbour, request);
                return reply;
            }
            catch (Exception exception) when (exception is UnknownProgramException or UnknownApplicationException or UnknownEntityException)
            {
                throw new ProgramRefusedException(exception.Message.TrimEnd('.'), exception);
            }
            catch (Exception exception) when (IsPassing(exception, cancellation))
            {
                var isTrouble = exception is not TimeoutException;
                var elapsed = Stopwatch.GetElapsedTime(began);
                if (elapsed + pause >= (timeout == TimeSpan.MaxValue && isTrouble ? LongestTrouble : timeout)) throw Unanswered(request, elapsed, exception);
            }

            await Task.Delay(pause, cancellation).ConfigureAwait(false);
            (pause, attemptTime) = (Shorter(2 * pause, LongestPause), Shorter(2 * attemptTime, LongestAttempt));
        }
    }

    private async Task<Reply> AskFarAsync(CallMessage message)
    {
        var address = EntityAddress.Of(application.Name, message.Target);
        var envelope = new Envelope(application.Version, message, acknowledgements.Take(address));
        var reply = await grains.Get(address).Ask(envelope).ConfigureAwait(false);
        return (await catalog.OpenAsync(reply).ConfigureAwait(false)).Content;
    }

    private void Acknowledge(Mailbox? neighbour, CallEvent request)
    {
        if (neighbour is null) acknowledgements.Add(EntityAddress.Of(application.Name, request.Target), request.Id);
        else neighbour.Acknowledge(request.Id);
    }

    private ClusterException Unanswered(CallEvent request, TimeSpan elapsed, Exception exception)
    {
        var text = $"{request.Target} gave no answer within {elapsed.TotalSeconds:0} s, and the request may yet be executed";
        return exception is TimeoutException
            ? new RequestTimeoutException(text, exception)
            : new ClusterUnreachableException($"{text}: {exception.Message.Split('\n')[0].TrimEnd('\r')}", exception);
    }

    /// <summary>Whether it may help to ask again: a silo has died, the storage does not answer.</summary>
    private static bool IsPassing(Exception exception, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && exception is not (ClusterException or ObjectDisposedException or ArgumentException or NotSupportedException);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
