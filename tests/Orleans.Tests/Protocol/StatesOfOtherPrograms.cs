using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Tests.Wire;
using static StateFlow.Orleans.Tests.Protocol.CounterClient;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>What one program may do to states that another one has left, and what it may not.</summary>
public sealed class StatesOfOtherPrograms
{
    private const string EarlierText =
        """
        entity Counter(name: string) =
            key name
            let mutable value = 0
            member this.Value : int = value
            member this.Add(n: int) : int =
                value <- value + n
                value
            [<Transactional>]
            member this.Move(other: Counter, n: int) : int =
                value <- value - n
                other.Add(n)
        """;

    private static readonly ProgramVersion Earlier = WireProgram.Of(EarlierText, "counters");

    private static readonly ProgramVersion Later = Version(EarlierText
        .Replace("    member this.Value", "    let mutable peak = value\n    invariant peak >= value\n    member this.Peak : int = peak\n    member this.Value")
        .Replace("value <- value + n\n", "value <- value + n\n        if value > peak then peak <- value\n"));

    private static readonly ProgramVersion Dividing = Version(EarlierText.Replace("    member this.Value", "    let share = 100 / value\n    member this.Share : int = share\n    member this.Value"));

    private CounterClient _client = null!;

    [SetUp]
    public void Start()
    {
        _client = new CounterClient(Earlier);
        Assert.That(Call(Earlier, "a", "Add", IntValue.Of(5)), Is.EqualTo(Result(5)));
    }

    [Test]
    public void NewFieldHasItsFirstValueFromTheStoredOnes()
    {
        Deploy(Later);
        Assert.That(Call(Later, "a", "Peak"), Is.EqualTo(Result(5)));
    }

    [Test]
    public void EarlierProgramKeepsFieldsThatItDoesNotKnow()
    {
        Deploy(Later);
        Assert.That(Call(Later, "a", "Add", IntValue.Of(2)), Is.EqualTo(Result(7)));
        Deploy(Earlier);
        Assert.That(Call(Earlier, "a", "Add", IntValue.Of(-4)), Is.EqualTo(Result(3)));
        Assert.That((_client.Cluster.ProgramOf(Counter("a")), Call(Later, "a", "Peak")), Is.EqualTo((Later, Result(7))));
    }

    [Test]
    public void EarlierClientIsServedByTheLaterProgram()
    {
        Deploy(Later);
        Assert.That(Call(Earlier, "a", "Add", IntValue.Of(2)), Is.EqualTo(Result(7)));
        Assert.That(Call(Later, "a", "Peak"), Is.EqualTo(Result(7)));
    }

    [Test]
    public void EarlierProgramCannotBreakALaterInvariant()
    {
        Deploy(Later);
        Call(Later, "a", "Add", IntValue.Of(0));
        Deploy(Earlier);
        Assert.That(Call(Earlier, "a", "Add", IntValue.Of(2)), Is.TypeOf<FailureAnswer>().With.Property("Failure").Property("Message").Contain("peak >= value"));
        Assert.That(Call(Earlier, "a", "Value"), Is.EqualTo(Result(5)));
    }

    [Test]
    public void EarlierTransactionCannotBreakALaterInvariant()
    {
        Deploy(Later);
        Call(Later, "a", "Add", IntValue.Of(0));
        Deploy(Earlier);
        Assert.That(Call(Earlier, "b", "Move", Counter("a"), IntValue.Of(2)), Is.TypeOf<FailureAnswer>().With.Property("Failure").Property("Message").Contain("peak >= value"));
        Assert.That((Call(Earlier, "a", "Value"), Call(Earlier, "b", "Value")), Is.EqualTo((Result(5), Result(0))));
    }

    [Test]
    public void StateWithoutAFirstValueStaysAsItIs()
    {
        Deploy(Dividing);
        Assert.That(Call(Dividing, "a", "Share"), Is.EqualTo(Result(20)));
        Assert.That(Call(Dividing, "b", "Add", IntValue.Of(1)), Is.TypeOf<FailureAnswer>().With.Property("Failure").Property("Message").EqualTo(
            $"Counter(\"b\") has no value for a new field of program {Dividing.Hash}: division by zero; its state is as program {Earlier.Hash} left it"));
        Deploy(Earlier);
        Assert.That(Call(Earlier, "b", "Add", IntValue.Of(1)), Is.EqualTo(Result(1)));
        Deploy(Dividing);
        Assert.That(Call(Dividing, "b", "Share"), Is.EqualTo(Result(100)));
    }

    [TearDown]
    public void NothingIsSetAside() => Assert.That(_client.Cluster.Reported, Is.Empty);

    private static ProgramVersion Version(string text)
    {
        var version = WireProgram.Of(text, "counters");
        version.Place = 1;
        return version;
    }

    private void Deploy(ProgramVersion version)
    {
        for (var silo = 0; silo < 3; silo++) _client.Cluster.Replace(silo, version);
    }

    private Answer Call(ProgramVersion client, string counter, string method, params ImmutableArray<Value> arguments) => _client.Call(client, counter, method, arguments);
}
