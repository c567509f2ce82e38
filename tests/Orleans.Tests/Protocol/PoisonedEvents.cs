using NUnit.Framework.Constraints;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Tests.Wire;
using static StateFlow.Orleans.Tests.Protocol.CounterClient;

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

    private CounterClient _client = null!;

    [SetUp]
    public void Start() => _client = new CounterClient(Version);

    [Test]
    public void OfAnUnknownMethodAreSetAside()
    {
        Assert.That(Call("a", "Subtract", IntValue.Of(1)), IsFailure("Counter(\"a\") could not go on: "));
        Assert.That(_client.Cluster.Reported, Has.Count.EqualTo(1));
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

    private static Constraint IsPoison => IsFailure("the program is malformed: expected an int, found \"poison\"");

    private static Constraint IsFailure(string message) => Is.TypeOf<FailureAnswer>().With.Property("Failure").Property("Message").StartsWith(message);

    private (Answer A, Answer B) Values() => (Call("a", "Value"), Call("b", "Value"));

    private Answer Call(string counter, string method, params ImmutableArray<Value> arguments) => _client.Call(Version, counter, method, arguments);
}
