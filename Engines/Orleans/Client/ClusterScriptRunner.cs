using Channel = System.Threading.Channels.Channel;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Client;

/// <summary>Runs a program's script in the client's process, each of its calls as a request to the cluster.</summary>
/// <param name="print">Is given what the program prints, in the order in which the answers come.</param>
internal sealed class ClusterScriptRunner(RequestSender sender, Action<string> print)
{
    /// <summary>What tells this run's events from those of any other.</summary>
    private readonly EventId _run = RequestIds.Next();

    private readonly System.Threading.Channels.Channel<Task<Arrival>> _arrivals = Channel.CreateUnbounded<Task<Arrival>>(new System.Threading.Channels.UnboundedChannelOptions { SingleReader = true });

    /// <summary>By entity, the last request to it: those of one script to one entity arrive in the order in which they are made.</summary>
    private readonly Dictionary<EntityReference, Task<Arrival>> _last = [];

    private int _steps;
    private int _underWay;

    /// <summary>Runs the script and what it starts to the end.</summary>
    /// <returns>What stopped it; null if it ran to its end.</returns>
    public async Task<Failure?> RunAsync(CancellationToken cancellation)
    {
        var program = sender.Application.Version.Program;
        var main = program.Main;
        var state = new EntityState(Scheduler.Script, [.. new Value?[program.Script.Fields.Count]]);
        Event next = new InvokeEvent(NextStep(), Scheduler.Script, Scheduler.Script, null, new ClientContinuation(), main.Name, [], main.Span);
        while (true)
        {
            var result = Step(state, next, cancellation);
            state = result.State!;
            foreach (var @event in result.Outgoing)
            {
                switch (@event)
                {
                    case AnswerEvent { Answer: FailureAnswer { Failure: var failure } }:
                        return failure;
                    case CallEvent call:
                        Send(call, cancellation);
                        break;
                }
            }

            if (_underWay == 0) return null;
            next = await NextAnswerAsync(cancellation).ConfigureAwait(false);
        }
    }

    private StepResult Step(EntityState state, Event @event, CancellationToken cancellation)
    {
        var step = StepExecution.Begin(sender.Application.Version.Loaded, state, @event, sender.Application.Options.MaxDepth, cancellation: cancellation);
        while (step.Result is null)
        {
            cancellation.ThrowIfCancellationRequested();
            step.AdvanceBlock();
            if (step.Result is null) Print(step.TakeOutput());
        }

        Print(step.Result.Output);
        return step.Result;
    }

    private void Send(CallEvent call, CancellationToken cancellation)
    {
        var asked = AskAsync(call, _last.GetValueOrDefault(call.Target), cancellation);
        _last[call.Target] = asked;
        _underWay++;
        asked.ContinueWith(_arrivals.Writer.TryWrite, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<Arrival> AskAsync(CallEvent call, Task<Arrival>? before, CancellationToken cancellation)
    {
        if (before is not null) await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new Arrival(call, await sender.AskAsync(call with { Caller = new ClientContinuation(call.Caller.Depth) }, cancellation).ConfigureAwait(false));
    }

    private async Task<ResumeEvent> NextAnswerAsync(CancellationToken cancellation)
    {
        var (call, reply) = await (await _arrivals.Reader.ReadAsync(cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        _underWay--;
        Print(reply.Output);
        return new ResumeEvent(NextStep(), call.Target, Scheduler.Script, null, call.Caller, reply.Answer);
    }

    /// <summary>The id of the next step, from which those of its calls are derived.</summary>
    private EventId NextStep() => new(_run.High, _run.Low + (ulong)_steps++);

    private void Print(ImmutableArray<string> texts)
    {
        foreach (var text in texts) print(text);
    }

    private readonly record struct Arrival(CallEvent Call, Reply Reply);
}
