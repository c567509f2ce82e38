using CsCheck;
using NUnit.Framework;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Clients.Tests;

public sealed class ConversionTests
{
    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long, Gen.Const(long.MinValue), Gen.Const(long.MaxValue));

    [Test]
    public void Numbers_go_there_and_back() => Check(Converters.Int, Numbers);

    [Test]
    public void Floats_go_there_and_back() => Check(Converters.Float, Gen.OneOf(Gen.Double, Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(-0.0)));

    [Test]
    public void Strings_go_there_and_back() => Check(Converters.String, Gen.String);

    [Test]
    public void Options_go_there_and_back() =>
        Check(Converters.Option(Converters.Option(Converters.Bool)), Gen.OneOf(Gen.Const(Option<Option<bool>>.None), Gen.Bool.Select(value => Option<Option<bool>>.Some(value)), Gen.Const(Option<Option<bool>>.Some(default))));

    [Test]
    public void Lists_go_there_and_back_and_are_equal() => Check(
        Converters.List(Converters.List(Converters.Int)),
        Numbers.Array[0, 4].Array[0, 4].Select(lists => (IReadOnlyList<IReadOnlyList<long>>)lists.Select(list => (IReadOnlyList<long>)list.ToSequence()).ToSequence()));

    [Test]
    public void Maps_and_sets_go_there_and_back() => Gen.Dictionary(Gen.String, Numbers.Array[0, 3])[0, 5].Sample(entries =>
    {
        var map = Converters.Map(Converters.String, Converters.Set(Converters.Int));
        var value = map.ToValue(entries.ToDictionary(entry => entry.Key, entry => (IReadOnlySet<long>)entry.Value.ToHashSet()));
        var back = map.FromValue(value, NoCaller.Instance);
        Assert.That(map.ToValue(back), Is.EqualTo(value));
        Assert.That(back.Keys, Is.EqualTo(entries.Keys.Order(StringComparer.Ordinal)));
        Assert.That(back.All(entry => entry.Value.SetEquals(entries[entry.Key])));
    });

    [Test]
    public void A_tuple_found_by_its_type_goes_there_and_back() => Check(
        (ValueConverter<(long, bool, string)>)ConverterLookup.Find(typeof((long, bool, string)))!, Gen.Select(Numbers, Gen.Bool, Gen.String));

    [TestCase(typeof(int), "int")]
    [TestCase(typeof(byte), "int")]
    [TestCase(typeof(float), "float")]
    [TestCase(typeof(string[]), "string list")]
    [TestCase(typeof(List<int>), "int list")]
    [TestCase(typeof(ImmutableArray<bool>), "bool list")]
    [TestCase(typeof(IReadOnlyList<(int, double)>), "(int * float) list")]
    [TestCase(typeof(Option<List<long>>), "int list option")]
    [TestCase(typeof(Dictionary<string, int[]>), "Map<string, int list>")]
    [TestCase(typeof(HashSet<string>), "Set<string>")]
    [TestCase(typeof(ValueTuple), "unit")]
    public void A_type_of_CSharp_is_one_of_the_language(Type type, string name) => Assert.That(ConverterLookup.Find(type)!.Type.ToString(), Is.EqualTo(name));

    [TestCase(typeof(ulong))]
    [TestCase(typeof(decimal))]
    [TestCase(typeof(object))]
    [TestCase(typeof(DateTime))]
    [TestCase(typeof(List<object>))]
    [TestCase(typeof(Task<long>))]
    [TestCase(typeof(Func<long>))]
    [TestCase(typeof(int[,]))]
    public void Other_types_are_none(Type type) => Assert.That(ConverterLookup.Find(type), Is.Null);

    [Test]
    public void A_value_of_another_type_is_refused() => Assert.That(
        () => Converters.List(Converters.Int).FromValue(ListValue.Of(BoolValue.True), NoCaller.Instance),
        Throws.TypeOf<ValueConversionException>().With.Message.EqualTo("expected a value of type `int`, found true"));

    private static void Check<T>(ValueConverter<T> converter, Gen<T> gen) => gen.Sample(original =>
    {
        var value = converter.ToValue(original);
        Assert.That(converter.FromValue(value, NoCaller.Instance), Is.EqualTo(original));
        Assert.That(converter.ToValueObject(original), Is.EqualTo(value));
    });

    private sealed class NoCaller : IEntityCaller
    {
        public static NoCaller Instance { get; } = new();

        public Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
