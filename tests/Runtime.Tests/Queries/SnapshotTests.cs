using StateFlow.Clients;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Tests.Queries;

public sealed class SnapshotTests
{
    private static readonly EngineSnapshot Snapshot = new(7, [Item("apple", 5), Item("pear", 0), new EntityRecord(new EntityReference("User", new StringValue("ann")), [new StringValue("ann")])]);

    [Test]
    public void States_of_a_type_are_rows() => Assert.That(
        Snapshot.Entities<ItemState>().Where(item => item.Stock == 0).Select(item => item.Name), Is.EqualTo((string[])["pear"]));

    [Test]
    public void What_is_asked_of_a_snapshot_s_entities_is_asked_of_the_caller_that_is_given()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => _ = Snapshot.Entities<ItemState>().First().Caller.ExistsAsync(new EntityReference("Item", new StringValue("x")), default));
        Assert.That(refusal!.Message, Does.StartWith("entities of a snapshot can be asked nothing: give the engine to `Entities<TState>(engine)`"));
    }

    [Test]
    public void States_of_another_program_are_refused() => Assert.That(
        () => new EngineSnapshot(1, [new EntityRecord(new EntityReference("Item", IntValue.Of(1)), [IntValue.Of(1), IntValue.Of(1)])]).Entities<ItemState>().ToList(),
        Throws.TypeOf<ValueConversionException>());

    private static EntityRecord Item(string name, long stock) => new(new EntityReference("Item", new StringValue(name)), [new StringValue(name), IntValue.Of(stock)]);

    /// <summary>As it is generated, and who executes what is asked of its entities.</summary>
    private sealed record ItemState(string Name, long Stock, IEntityCaller Caller) : IEntityState<ItemState>
    {
        public static string EntityType => "Item";

        public static ItemState FromFields(ImmutableArray<Value> fields, IEntityCaller caller) =>
            new(Converters.String.FromValue(fields[0], caller), Converters.Int.FromValue(fields[1], caller), caller);
    }
}
