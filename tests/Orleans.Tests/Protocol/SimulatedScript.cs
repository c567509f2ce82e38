using System.Text;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>Runs a program's script as a client of a <see cref="SimulatedCluster"/>.</summary>
internal sealed class SimulatedScript
{
    private readonly ProgramVersion _version;
    private readonly MachineOptions _options;
    private readonly StringBuilder _output = new();
    private readonly Dictionary<EventId, CallEvent> _waiting = [];
    private EntityState _state;
    private Answer? _result;

    private SimulatedScript(ProgramVersion version, MachineOptions options, Faults faults, int seed)
    {
        (_version, _options) = (version, options);
        _state = new EntityState(Scheduler.Script, [.. new Value?[version.Program.Script.Fields.Count]]);
        Cluster = new SimulatedCluster(version, options, faults, seed, Continue);
    }

    public SimulatedCluster Cluster { get; }

    public string Output => _output.ToString();

    public Failure? Failure => (_result as FailureAnswer)?.Failure;

    public static SimulatedScript Run(ProgramVersion version, MachineOptions options, Faults faults, int seed)
    {
        var script = new SimulatedScript(version, options, faults, seed);
        var main = version.Program.Main;
        script.Execute(new InvokeEvent(EventId.Root, Scheduler.Script, Scheduler.Script, null, new ClientContinuation(), main.Name, [], main.Span));
        script.Cluster.Run(TimeSpan.FromHours(10));
        return script;
    }

    private void Execute(Event @event)
    {
        var result = StepExecution.Run(_version.Loaded, _state, @event, _options.MaxDepth);
        _state = result.State!;
        foreach (var text in result.Output) _output.Append(text);
        foreach (var next in result.Outgoing)
        {
            if (next is CallEvent call)
            {
                _waiting.Add(call.Id, call);
                Cluster.Ask(new CallMessage(call with { Caller = new ClientContinuation(call.Caller.Depth) }, new CallPath(call.Id, [], null), null));
            }
            else if (next is AnswerEvent end)
            {
                _result = end.Answer;
            }
        }
    }

    private void Continue(EventId request, Reply reply)
    {
        if (_result is FailureAnswer || !_waiting.Remove(request, out var call)) return;
        foreach (var text in reply.Output) _output.Append(text);
        Execute(StepExecution.Reply(request.Derive(-2), call.Target, null, call.Caller, reply.Answer));
    }
}
