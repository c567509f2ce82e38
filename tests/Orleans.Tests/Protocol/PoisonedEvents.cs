using NUnit.Framework.Constraints;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;
using StateFlow.Orleans.Tests.Wire;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>Events that no client of the program can have made: who waits is told, and the entities go on as they were.</summary>
public sealed class PoisonedEvents
{
    private const string Text =
        """
        entity Counter(name: string) =
            key name
            let mutable value = 0
            member this.Value : int = value
            member this.Add(n: int) : int =
                value <- value + n
                value
            member this.Pass(other: Counter, n: int) : int =
                value <- value + 1
                let there = other.Add(n)
                value <- value + 1
                there
            member this.Both(other: Counter, n: int) : int =
                let! one = other.Value
                and! two = other.Add(n)
                one + two
            [<Transactional>]
            member this.Move(other: Counter, n: int) : int =
                value <- value + 1
                other.Add(n)
        """;

    private static readonly ProgramVersion Version = WireProgram.Of(Text, "counters");

    private readonly Dictionary<EventId, Answer> _answers = [];
    private SimulatedCluster _cluster = null!;
    private ulong _ids;

    [SetUp]
    public void Start()
    {
        _answers.Clear();
        _cluster = new SimulatedCluster(Version, MachineOptions.Default, Faults.None, seed: 1, (id, reply) => _answers[id] = reply.Answer);
        foreach (var name in (string[])["a", "b"]) Ask(new CreateEvent(NextId(), Scheduler.Script, Counter(name), null, new ClientContinuation(), [new StringValue(name)], SourceSpan.None));
    }

    [Test]
    public void OfAnUnknownMethodAreSetAside()
    {
        Assert.That(Call("a", "Subtract", IntValue.Of(1)), IsFailure("Counter(\"a\") could not go on: "));
        Assert.That(_cluster.Reported, Has.Count.EqualTo(1));
        Assert.That(Values(), Is.EqualTo((Result(0), Result(0))));
    }

    [Test]
    public void OfAnotherTypeChangeNothing()
    {
        Assert.That(Call("a", "Add", new StringValue("poison")), IsPoison);
        Assert.That(Values(), Is.EqualTo((Result(0), Result(0))));
    }

    [Test]
    public void WithoutTheirArgumentsChangeNothing()
    {
        Assert.That(Call("a", "Add"), IsFailure("the program is malformed: 'n' is read before it is set"));
        Assert.That(Values(), Is.EqualTo((Result(0), Result(0))));
    }

    [Test]
    public void FurtherOnAreFailuresOfTheCall()
    {
        Assert.That(Call("a", "Pass", Counter("b"), new StringValue("poison")), IsPoison);
        // Without a transaction, what was done before stays.
        Assert.That(Values(), Is.EqualTo((Result(1), Result(0))));
    }

    [Test]
    public void InABranchAreFailuresOfTheCall()
    {
        Assert.That(Call("a", "Both", Counter("b"), new StringValue("poison")), IsPoison);
        Assert.That(Values(), Is.EqualTo((Result(0), Result(0))));
    }

    [Test]
    public void InATransactionTakeItBack()
    {
        Assert.That(Call("a", "Move", Counter("b"), new StringValue("poison")), IsPoison);
        Assert.That(Values(), Is.EqualTo((Result(0), Result(0))));
        Assert.That(Call("a", "Move", Counter("b"), IntValue.Of(3)), Is.EqualTo(Result(3)));
        Assert.That(Values(), Is.EqualTo((Result(1), Result(3))));
    }

    private static EntityReference Counter(string name) => new("Counter", new StringValue(name));

    private static Answer Result(int value) => new ResultAnswer(IntValue.Of(value));

    private static Constraint IsPoison => IsFailure("the program is malformed: expected an int, found \"poison\"");

    private static Constraint IsFailure(string message) => Is.TypeOf<FailureAnswer>().With.Property("Failure").Property("Message").StartsWith(message);

    private (Answer A, Answer B) Values() => (Call("a", "Value"), Call("b", "Value"));

    private Answer Call(string counter, string method, params ImmutableArray<Value> arguments) =>
        Ask(new InvokeEvent(NextId(), Scheduler.Script, Counter(counter), null, new ClientContinuation(), $"Counter.{method}", arguments, SourceSpan.None));

    private EventId NextId() => new(6, ++_ids);

    private Answer Ask(CallEvent call)
    {
        _cluster.Ask(new CallMessage(call, new CallPath(call.Id, [], null), null));
        _cluster.Run(TimeSpan.FromHours(1));
        _cluster.Settle(TimeSpan.FromHours(1));
        return _answers[call.Id];
    }
}
