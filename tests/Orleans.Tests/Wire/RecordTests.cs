using CsCheck;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Tests.Wire;

public sealed class RecordTests
{
    private const string Key = "shop/Item/apple";

    [Test]
    public void RecordsAreReadAsTheyWereWritten() => Generators.Record.Sample(record =>
    {
        var stored = new StoredRecord(Key, RecordWriter.Write(WireProgram.Version, Key, record));
        return stored.Versions.SequenceEqual([WireProgram.Version.Hash]) && Structure.Of(stored.Read([WireProgram.Version])) == Structure.Of(record);
    });

    [Test]
    public void EveryFlippedBitIsFound()
    {
        var stored = Apple();
        Assert.That(() => new StoredRecord(Key, stored), Throws.Nothing);
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(() => new StoredRecord(Key, stored), Throws.TypeOf<UnreadableStateException>(), $"bit {bit}");
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Test]
    public void EveryCutIsFound()
    {
        var stored = Apple();
        for (var length = 0; length < stored.Length; length++)
            Assert.That(() => new StoredRecord(Key, stored.AsMemory(0, length)), Throws.TypeOf<UnreadableStateException>(), $"{length} bytes");
    }

    [Test]
    public void RecordOfAnotherEntityIsNotTaken() => Assert.That(
        () => new StoredRecord("shop/Item/pear", Apple()),
        Throws.TypeOf<UnreadableStateException>().With.Message.StartsWith("What is stored of shop/Item/pear cannot be read: its checksum is wrong"));

    /// <summary>Its checksum is right, so nothing but the reading itself can find that it was written for something else.</summary>
    [Test]
    public void RecordThatDoesNotFitItsProgramIsNotTaken()
    {
        var other = WireProgram.Of("entity Item(name: string) =\n    key name\n");
        var stored = new StoredRecord(Key, RecordWriter.Write(WireProgram.Version, Key, Record(new UnionValue(Shape.Cases[1], [new FloatValue(1)]))));
        Assert.That(() => stored.Read([other]), Throws.TypeOf<UnreadableStateException>().With.Message.Contain($"it does not fit program {other.Hash}"));
    }

    /// <summary>Methods have other numbers in the later program, and the same name stands for another function there.</summary>
    [Test]
    public void WhatWaitsForAnEarlierProgramKeepsIt()
    {
        var earlier = WireProgram.Version;
        var later = WireProgram.Of(WireProgram.Shop
            .Replace("member this.Stock :", "member this.Empty() : unit = stock <- 0\n    member this.Stock :")
            .Replace("fun x -> x * factor", "fun x -> x + factor"));
        var waiting = new FrameContinuation(
            new Frame(User, "User.Total", 1, [new FunctionValue(WireProgram.Scale, [IntValue.Of(3)])], earlier.Names.Calls[0]), new ClientContinuation());
        var call = new InvokeEvent(new EventId(1, 1), User, Item, null, waiting, "Item.Stock", [], SourceSpan.None);
        var path = new CallPath(call.Id, [], null);
        var record = EntityRecord.Empty with
        {
            State = new EntityState(User, [IntValue.Of(1)]) with { Joins = ImmutableDictionary<string, PendingJoin>.Empty.Add("fork", new PendingJoin(waiting, [null])) },
            Outbox = ImmutableDictionary<EventId, CallMessage>.Empty.Add(call.Id, new CallMessage(call, path, null) { Version = earlier }),
            Forks = ImmutableDictionary<string, PendingFork>.Empty.Add("fork", new PendingFork(path, [[]], null) { Version = earlier }),
            Calls = ImmutableDictionary<EventId, ReceivedCall>.Empty.Add(call.Id, new ReceivedCall(new Reply(new ResultAnswer(IntValue.Of(3)), []), 1) { Version = earlier }),
            Committing = ImmutableDictionary<EventId, CommittedTransaction>.Empty.Add(call.Id, new CommittedTransaction(new TransactionAttempt(call.Id, User, "User.Buy", 7), []) { Version = earlier }),
        };

        var stored = new StoredRecord(Key, RecordWriter.Write(later, Key, record));
        Assert.That(stored.Versions, Is.EqualTo(new[] { later.Hash, earlier.Hash }));
        var read = stored.Read([later, earlier]);
        Assert.Multiple(() =>
        {
            Assert.That(read.Outbox[call.Id].Version, Is.SameAs(earlier));
            Assert.That(read.Forks["fork"].Version, Is.SameAs(earlier));
            Assert.That((read.Calls[call.Id].Version, Structure.Of(read.Calls[call.Id].Reply)), Is.EqualTo((earlier, Structure.Of(record.Calls[call.Id].Reply))));
            Assert.That((read.Committing[call.Id].Version, read.Committing[call.Id].Attempt), Is.EqualTo((earlier, record.Committing[call.Id].Attempt)));
            Assert.That(FunctionIn((FrameContinuation)read.Outbox[call.Id].Event.Caller), Is.SameAs(WireProgram.Scale));
            Assert.That(FunctionIn(read.State!.Joins["fork"].Waiting), Is.SameAs(WireProgram.Scale));
            Assert.That(Structure.Of(read.Outbox[call.Id].Event), Is.EqualTo(Structure.Of(call)));
        });

        static Method FunctionIn(FrameContinuation waiting) => ((FunctionValue)waiting.Frame.Values[0]!).Method;
    }

    private static EntityReference Item => new("Item", new StringValue("apple"));

    private static EntityReference User => new("User", IntValue.Of(1));

    private static UnionDefinition Shape => WireProgram.Version.Program.Types.OfType<UnionDefinition>().Single();

    private static byte[] Apple() => RecordWriter.Write(WireProgram.Version, Key, Record(new UnionValue(Shape.Cases[0], [])));

    private static EntityRecord Record(Value shape) => EntityRecord.Empty with { State = new EntityState(Item, [new StringValue("apple"), IntValue.Of(3), shape]) };
}
