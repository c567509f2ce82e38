using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Tests.Durability;

/// <summary>A small program, and batches and states as it could have made them.</summary>
internal static class TestProgram
{
    public const string ShopSource =
        """
        type Point = { x: int; y: string }
        type Shape =
            | Empty
            | Circle of float
            | Rect of float * float

        entity Item(name: string) =
            key name

            let mutable stock = 0
            let mutable shape = Empty
            let mutable note = ""

            member this.Restock(amount: int) : unit = stock <- stock + amount

        entity User(id: int) =
            key id

            let mutable places : Point list = []
        """;

    public static Program Shop { get; } = Compile(ShopSource);

    public static Program Compile(string source)
    {
        var compilation = Compiler.Compile([new SourceText("shop.sf", source)]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join("\n", compilation.Diagnostics));
    }

    public static LoggedBatch Batch(long number) => new(
        number,
        [
            new CreateRequest(Item($"item {number}").Entity, [new StringValue($"item {number}")]),
            new InvokeRequest(Item("apple").Entity, "Item.Restock", [IntValue.Of(number)]) { Id = $"request {number}" },
            new ExistsRequest(new EntityReference("User", IntValue.Of(number))),
        ]);

    public static EntityRecord Item(string name, long stock = 0)
    {
        var circle = Shop.Types.OfType<UnionDefinition>().Single().Cases[1];
        return new(
            new EntityReference("Item", new StringValue(name)),
            [.. Shop.Operator("Item").Fields.Select(Value (field) => field.Name switch
            {
                "name" => new StringValue(name),
                "stock" => IntValue.Of(stock),
                "note" => new StringValue($"stock of {stock}"),
                _ => new UnionValue(circle, [new FloatValue(stock / 2.0)]),
            })]);
    }

    public static KeptAnswer Answer(long number) => new(
        $"request {number}",
        number % 2 == 0
            ? new ResultAnswer(IntValue.Of(number))
            : new FailureAnswer(new Failure($"out of stock {number}", SourceSpan.None, [new CallSite("Item(\"apple\").Restock", new SourceSpan("shop.sf", new(4, 1, 5), new(9, 2, 1)))])));

    /// <summary>Appends batches, and waits until they are durable.</summary>
    public static async Task AppendAsync(IStore store, long first, long last)
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Progress = fault =>
        {
            if (fault is not null) durable.TrySetException(fault);
            else if (store.DurableBatch >= last) durable.TrySetResult();
        };
        for (var number = first; number <= last; number++) store.Append(Batch(number));
        await durable.Task;
    }
}
