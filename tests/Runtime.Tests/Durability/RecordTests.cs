using CsCheck;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Durability;
using StateFlow.Runtime.Durability.Records;

namespace StateFlow.Runtime.Tests.Durability;

public sealed class RecordTests
{
    private static readonly StoredSchema Schema = StoredSchema.Of(TestProgram.Shop);

    private static readonly Gen<Value> Text = Gen.String[Gen.Char["aé€\uD83D\uDE00\0"], 0, 5].Select(Value (text) => new StringValue(text));

    private static readonly Gen<Value> Leaf = Gen.OneOf(
        Gen.Long.Select(Value (number) => IntValue.Of(number)),
        Gen.Double.Special.Select(Value (number) => new FloatValue(number)),
        Gen.Bool.Select(Value (truth) => BoolValue.Of(truth)),
        Text,
        Gen.Const<Value>(UnitValue.Instance),
        Gen.Const<Value>(OptionValue.None),
        Text.Select(Value (key) => new EntityReference("Item", key)),
        Gen.Select(Gen.String, Gen.Int[0, 900]).Select(Value (pair) => new FailureValue(FailureAt(pair.Item1, pair.Item2))));

    private static readonly Gen<Value> Values = Gen.Recursive<Value>((depth, inner) => depth > 3
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 4].Select(Value (items) => ListValue.Of(items)),
            inner.Array[2, 3].Select(Value (items) => TupleValue.Of(items)),
            inner.Array[0, 4].Select(Value (items) => SetValue.From(items)),
            Gen.Select(inner, inner).Array[0, 3].Select(Value (pairs) => MapValue.From(pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)))),
            inner.Select(Value (item) => OptionValue.Some(item)),
            Gen.Select(inner, inner, Value (x, y) => new RecordValue(Point, [x, y])),
            Gen.Const<Value>(new UnionValue(Shape.Cases[0], [])),
            inner.Select(Value (radius) => new UnionValue(Shape.Cases[1], [radius])),
            Gen.Select(inner, inner, Value (w, h) => new UnionValue(Shape.Cases[2], [w, h]))));

    private static RecordWriter Writer => new(1, Schema);

    private static RecordReader Reader => new(new Dictionary<int, StoredSchema> { [1] = Schema }, TestProgram.Shop);

    private static RecordDefinition Point => TestProgram.Shop.Types.OfType<RecordDefinition>().Single();

    private static UnionDefinition Shape => TestProgram.Shop.Types.OfType<UnionDefinition>().Single();

    [Test]
    public void AnswersAreReadAsTheyWereWritten() => Values.Sample(value =>
    {
        var (sequence, answer) = RoundTrip("request", new ResultAnswer(value));
        return sequence == 7 && answer == new KeptAnswer("request", new ResultAnswer(value));
    });

    [Test]
    public void RequestsAreReadAsTheyWereWritten() => Gen.Select(Values.Array[0, 3], Text, Gen.String.Null()).Array[0, 5].Sample(requests =>
    {
        var batch = new LoggedBatch(5, [.. requests.SelectMany(request => Requests(request.Item1.ToSequence(), request.Item2, request.Item3))]);
        var buffer = new RecordBuffer();
        Writer.Write(buffer, batch);
        var read = Reader.ReadBatch(5, RecordBuffer.Open("key"u8, buffer.Seal("key"u8).ToArray()));
        return read.Number == 5 && read.Requests.SequenceEqual(batch.Requests);
    });

    [Test]
    public void EntitiesAreReadAsTheyWereWritten() => Gen.Select(Text, Values, Values).Sample((name, stock, shape) =>
    {
        var record = new EntityRecord(new EntityReference("Item", name), [name, stock, shape, name]);
        var (key, buffer) = (new RecordBuffer(), new RecordBuffer());
        Writer.Write(buffer, record);
        Writer.WriteKey(key, record.Entity);
        var read = Reader.ReadEntity(key.Written.ToArray(), buffer.Written.ToArray());
        return read.Entity == record.Entity && read.Fields.SequenceEqual(record.Fields);
    });

    [Test]
    public void FailureKeepsItsPlaceAndItsCalls()
    {
        var failure = FailureAt("no stock", 30);
        var (_, answer) = RoundTrip("", new FailureAnswer(failure));
        Assert.That(answer.Answer, Is.EqualTo(new FailureAnswer(failure)));
        Assert.That(((FailureAnswer)answer.Answer).Failure.Describe(), Is.EqualTo(failure.Describe()));
    }

    [TestCase(0.0)]
    [TestCase(-0.0)]
    [TestCase(double.NaN)]
    public void FloatKeepsItsBits(double number)
    {
        var (_, answer) = RoundTrip("", new ResultAnswer(new FloatValue(number)));
        var read = (FloatValue)((ResultAnswer)answer.Answer).Value;
        Assert.That(BitConverter.DoubleToInt64Bits(read.Value), Is.EqualTo(BitConverter.DoubleToInt64Bits(number)));
    }

    [TestCase("\uD800")]
    [TestCase("a\uDC00\uD800b")]
    public void HalfASurrogatePairIsKept(string text)
    {
        var (_, answer) = RoundTrip(text, new ResultAnswer(new StringValue(text)));
        Assert.That(answer, Is.EqualTo(new KeptAnswer(text, new ResultAnswer(new StringValue(text)))));
    }

    [Test]
    public void ValueMayBeNestedDeeply()
    {
        Value value = UnitValue.Instance;
        for (var i = 0; i < 200_000; i++) value = OptionValue.Some(value);
        var (_, answer) = RoundTrip("", new ResultAnswer(value));
        var (read, depth) = (((ResultAnswer)answer.Answer).Value, 0);
        for (; read is OptionValue { Item: { } item }; read = item) depth++;
        Assert.That(depth, Is.EqualTo(200_000));
    }

    [Test]
    public void EveryFlippedBitIsFound()
    {
        var buffer = new RecordBuffer();
        Writer.Write(buffer, TestProgram.Batch(3));
        var record = buffer.Seal("key"u8).ToArray();
        Assert.That(() => RecordBuffer.Open("key"u8, record), Throws.Nothing);
        for (var bit = 0; bit < record.Length * 8; bit++)
        {
            record[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(() => RecordBuffer.Open("key"u8, record), Throws.TypeOf<DamagedStoreException>(), $"bit {bit}");
            record[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.That(() => RecordBuffer.Open("kez"u8, record), Throws.TypeOf<DamagedStoreException>());
    }

    /// <summary>The check value that the algorithm's catalogues give.</summary>
    [Test]
    public void ChecksumIsCastagnolis() => Assert.That(Checksum.Of("123456789"u8), Is.EqualTo(0xE3069283));

    private static Failure FailureAt(string message, int calls) => new(
        message,
        new SourceSpan("shop.sf", new SourcePosition(12, 2, 3), new SourcePosition(20, 2, 11)),
        [.. Enumerable.Range(0, calls).Select(i => new CallSite($"Item({i}).Restock", new SourceSpan("shop.sf", new SourcePosition(i, i + 1, 1), new SourcePosition(i, i + 1, 2))))]);

    private static IEnumerable<EntityRequest> Requests(Sequence<Value> arguments, Value key, string? id)
    {
        var target = new EntityReference("Item", key);
        yield return new InvokeRequest(target, "Item.Restock", arguments) { Id = id };
        yield return new InvokeRequest(target, "Item.Shape", arguments) { Id = id };
        yield return new CreateRequest(target, arguments) { Id = id };
        yield return new ExistsRequest(target) { Id = id };
    }

    private static (long Sequence, KeptAnswer Answer) RoundTrip(string id, Answer answer)
    {
        var (key, buffer) = (new RecordBuffer(), new RecordBuffer());
        RecordWriter.WriteKey(key, id);
        Writer.Write(buffer, 7, answer);
        return Reader.ReadAnswer(key.Written.ToArray(), buffer.Written.ToArray());
    }
}
