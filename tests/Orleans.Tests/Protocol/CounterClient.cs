using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>Asks the counters of a simulated cluster where nothing goes wrong for one thing after another. There are two, <c>a</c> and <c>b</c>.</summary>
internal sealed class CounterClient
{
    private readonly Dictionary<EventId, Answer> _answers = [];
    private ulong _ids;

    public CounterClient(ProgramVersion program)
    {
        Cluster = new SimulatedCluster(program, MachineOptions.Default, Faults.None, seed: 1, (id, reply) => _answers[id] = reply.Answer);
        foreach (var name in (string[])["a", "b"]) Ask(new CreateEvent(NextId(), Scheduler.Script, Counter(name), null, new ClientContinuation(), [new StringValue(name)], SourceSpan.None), program);
    }

    public SimulatedCluster Cluster { get; }

    public static EntityReference Counter(string name) => new("Counter", new StringValue(name));

    public static Answer Result(int value) => new ResultAnswer(IntValue.Of(value));

    /// <param name="program">The client's.</param>
    public Answer Call(ProgramVersion program, string counter, string method, params ImmutableArray<Value> arguments) =>
        Ask(new InvokeEvent(NextId(), Scheduler.Script, Counter(counter), null, new ClientContinuation(), $"Counter.{method}", arguments, SourceSpan.None), program);

    private EventId NextId() => new(5, ++_ids);

    private Answer Ask(CallEvent call, ProgramVersion program)
    {
        Cluster.Ask(new CallMessage(call, new CallPath(call.Id, [], null), null) { Version = program });
        Cluster.Run(TimeSpan.FromHours(1));
        Cluster.Settle(TimeSpan.FromHours(1));
        return _answers[call.Id];
    }
}
