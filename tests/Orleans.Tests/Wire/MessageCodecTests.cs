using CsCheck;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Tests.Wire;

public sealed class MessageCodecTests
{
    [Test]
    public void MessagesAreReadAsTheyWereWritten() =>
        Gen.Select(Generators.Message, Gen.ULong.Array[0, 3]).Sample((message, acknowledged) =>
        {
            var envelope = new Envelope(WireProgram.Version, message, [.. acknowledged.Select(id => new EventId(id, ~id))]);
            var received = new Envelope(envelope.ToBytes());
            return received.Application == "shop" && received.Hash == WireProgram.Version.Hash
                && received.Acknowledged.SequenceEqual(envelope.Acknowledged)
                && Structure.Of(received.Open(WireProgram.Version)) == Structure.Of(message);
        });

    [Test]
    public void RepliesAreReadAsTheyWereWritten() => Generators.Reply.Sample(reply =>
        Structure.Of(new ReplyEnvelope(new ReplyEnvelope(WireProgram.Version, reply).ToBytes()).Open(WireProgram.Version)) == Structure.Of(reply));

    [Test]
    public void EnvelopeIsNotEncodedWithinAProcess()
    {
        var message = new CommitMessage(Item, new TransactionAttempt(EventId.Root, Item, "User.Buy", 1), EventId.Root);
        Assert.That(new Envelope(WireProgram.Version, message, []).Open(WireProgram.Version), Is.SameAs(message));
    }

    [Test]
    public void StackOfFramesMayBeDeep()
    {
        const int Depth = 100_000;
        Continuation stack = new ClientContinuation(2);
        CallPath? path = null;
        for (var i = 0; i < Depth; i++)
        {
            stack = new FrameContinuation(new Frame(Item, "User.Total", 1, [IntValue.Of(i), null], SourceSpan.None), stack);
            path = new CallPath(new EventId(1, (ulong)i), [], path);
        }

        var message = new CallMessage(new ExistsEvent(EventId.Root, Item, Item, null, stack, SourceSpan.None), path!, null);
        var read = (CallMessage)new Envelope(new Envelope(WireProgram.Version, message, []).ToBytes()).Open(WireProgram.Version);
        var (frames, below) = (0, read.Event.Caller);
        for (; below is FrameContinuation frame; below = frame.Below)
        {
            frames++;
            Assert.That(frame.Frame.Values, Is.EqualTo(new Value?[] { IntValue.Of(Depth - frames), null }));
        }

        var calls = 0;
        for (var at = read.Path; at is not null; at = at.Below) calls++;
        Assert.That((frames, calls, below), Is.EqualTo((Depth, Depth, new ClientContinuation(2))));
    }

    [Test]
    public void CallTakesFewBytes()
    {
        var span = WireProgram.Version.Names.Calls[0];
        var frame = new Frame(User, "User.Total", 1, [IntValue.Of(4)], span);
        var call = new InvokeEvent(new EventId(1, 2), User, Item, null, new FrameContinuation(frame, new ClientContinuation(1)), "Item.Stock", [], span);
        var path = new CallPath(call.Id, [], new CallPath(EventId.Root, [], null));
        Assert.That(new Envelope(WireProgram.Version, new CallMessage(call, path, null), []).ToBytes().Length, Is.LessThan(128));
    }

    private static EntityReference Item => new("Item", new StringValue("apple"));

    private static EntityReference User => new("User", IntValue.Of(1));
}
