using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Tests.Wire;

/// <summary>What Orleans makes of the types that it sends for the engine.</summary>
public sealed class EnvelopeCodecTests
{
    private static readonly EntityReference Item = new("Item", new StringValue("apple"));

    private static readonly Message Commit = new CommitMessage(Item, new TransactionAttempt(new EventId(1, 2), Item, "User.Buy", 3), new EventId(4, 5));

    private ServiceProvider _services = null!;

    [OneTimeSetUp]
    public void StartSerializer() => _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    [OneTimeTearDown]
    public void StopSerializer() => _services.Dispose();

    [Test]
    public void EnvelopeCrossesProcesses()
    {
        var read = Sent(new Envelope(WireProgram.Version, Commit, [new EventId(6, 7)]));
        Assert.That(read.Acknowledged, Is.EqualTo(new[] { new EventId(6, 7) }));
        Assert.That(Structure.Of(read.Open(WireProgram.Version)), Is.EqualTo(Structure.Of(Commit)));
    }

    [Test]
    public void ReceivedEnvelopeIsSentOnUnopened()
    {
        var read = Sent(Sent(new Envelope(WireProgram.Version, Commit, [new EventId(6, 7)])));
        Assert.That(read.Acknowledged, Is.EqualTo(new[] { new EventId(6, 7) }));
        Assert.That(Structure.Of(read.Open(WireProgram.Version)), Is.EqualTo(Structure.Of(Commit)));
    }

    [Test]
    public void ReplyCrossesProcesses()
    {
        var reply = new Reply(new ResultAnswer(IntValue.Of(3)), ["printed"]);
        Assert.That(Structure.Of(Sent(new ReplyEnvelope(WireProgram.Version, reply)).Open(WireProgram.Version)), Is.EqualTo(Structure.Of(reply)));
    }

    [Test]
    public void OneEnvelopeSentTwiceIsOne()
    {
        var envelope = new Envelope(WireProgram.Version, Commit, []);
        var read = Sent(new[] { envelope, envelope });
        Assert.That(read[0], Is.SameAs(read[1]));
    }

    [Test]
    public void NoEnvelopeStaysNone() => Assert.That(Sent<Envelope?>(null), Is.Null);

    [Test]
    public void NothingIsCopiedWithinAProcess()
    {
        var (envelope, reply) = (new Envelope(WireProgram.Version, Commit, []), new ReplyEnvelope(WireProgram.Version, new Reply(new ResultAnswer(IntValue.Of(3)), [])));
        Assert.That(_services.GetRequiredService<DeepCopier<Envelope>>().Copy(envelope), Is.SameAs(envelope));
        Assert.That(_services.GetRequiredService<DeepCopier<ReplyEnvelope>>().Copy(reply), Is.SameAs(reply));
    }

    [Test]
    public void ErrorsCrossProcesses()
    {
        var (unreadable, unknown) = (new UnreadableStateException("shop/Item/apple", "it is damaged"), new UnknownProgramException("shop", "0123456789abcdef"));
        var read = (UnreadableStateException)Sent<Exception>(unreadable);
        Assert.That((read.Message, read.Entity), Is.EqualTo((unreadable.Message, unreadable.Entity)));
        var other = (UnknownProgramException)Sent<Exception>(unknown);
        Assert.That((other.Message, other.Application, other.Hash), Is.EqualTo((unknown.Message, unknown.Application, unknown.Hash)));
    }

    private T Sent<T>(T sent)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(sent))!;
    }
}
