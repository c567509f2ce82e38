using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Tests.Wire;

namespace StateFlow.Orleans.Tests.Programs;

/// <summary>What a program may change of the one before, and what is said of the rest.</summary>
public sealed class ProgramFitTests
{
    private const string Earlier =
        """
        type Place = { street: string; number: int }
        type Size = | Small | Large of int
        let factor = 2

        entity Item(name: string, price: int, tax: int) =
            key name
            let mutable stock = 0
            let mutable places : Place list = []
            let size = Large 3
            invariant stock >= 0
            member this.Price : int = price
            member this.Restock(amount: int) : unit = stock <- stock + amount
            member this.Send(place: Place) : int = place.number

        entity User(id: int) =
            key id
            let mutable wishes : Set<Item> = Set.empty
            member this.Buy(item: Item, amount: int) : bool =
                item.Restock(-amount)
                true
        """;

    private static readonly TestCaseData[] Fitting =
    [
        Case("nothing", text => text),
        Case("a body", text => text.Replace("stock + amount", "stock + factor * amount")),
        Case("an invariant", text => text.Replace("stock >= 0", "stock >= -5")),
        Case("a new member", text => text.Replace("    member this.Price", "    member this.Stock : int = stock\n    member this.Price")),
        Case("a member's parameters", text => text.Replace("this.Restock(amount: int)", "this.Restock(amount: int, times: int)").Replace("item.Restock(-amount)", "item.Restock(-amount, 1)")),
        Case("a member less", text => text.Replace("    member this.Send(place: Place) : int = place.number\n", "")),
        Case("a new type and a new entity", text => text + "\ntype Colour = | Red | Green\nentity Shop(name: string) =\n    key name\n    let mutable colour = Red\n    member this.Colour : Colour = colour\n"),
        Case("the order of fields", text => text.Replace("    let mutable stock = 0\n", "").Replace("    let size = Large 3\n", "    let size = Large 3\n    let mutable stock = 0\n")),
        Case("whether a field changes", text => text.Replace("let size", "let mutable size")),
        Case("a field's first value", text => text.Replace("stock = 0", "stock = tax")),
        Case("a new field with a constant", text => Field(text, "let mutable sold = 0")),
        Case("a new field from a stored parameter", text => Field(text, "let mutable discount = price / factor")),
        Case("a new field from earlier fields", text => Field(text, "let mutable sold = stock\n    let twice = sold * 2")),
        Case("a new field from a lambda over a stored parameter", text => Field(text, "let steps = List.map (fun x -> x * price) [1; 2]")),
        Case("a new field by a match", text => Field(text, "let pieces = match size with | Small -> 1 | Large n -> n")),
        Case("a new parameter that nothing stores", text => text.Replace("tax: int)", "tax: int, colour: string)")),
    ];

    private static readonly TestCaseData[] Refused =
    [
        Case("a field less", text => text.Replace("    let size = Large 3\n", ""), "field 'size' of entity Item is stored, the program has none of that name"),
        Case("a parameter that is no longer used", text => text.Replace("int = price", "int = 3"), "field 'price' of entity Item is stored, the program has none of that name"),
        Case("a field's type", text => text.Replace("stock = 0", "stock = 0.0").Replace("stock >= 0", "stock >= 0.0").Replace("stock + amount", "stock + float amount"), "field 'stock' of entity Item is stored as int, the program declares float"),
        Case("a type in a field", text => text.Replace("street: string; ", ""), "field 'places' of entity Item: type Place is declared in another way than when it was stored"),
        Case("a union's cases", text => text.Replace("| Small |", "| Small | Medium |"), "field 'size' of entity Item: type Size is declared in another way than when it was stored"),
        Case("the key", text => text.Replace("Item(name: string", "Item(title: string").Replace("key name", "key title"), "the key of entity Item is stored as 'name', the program declares 'title'"),
        Case("the key's type", text => text.Replace("User(id: int)", "User(id: string)"), "field 'id' of entity User is stored as int, the program declares string"),
        Case("an entity less", text => text[..text.IndexOf("entity User", StringComparison.Ordinal)], "entity User is stored, the program has none of that name"),
        Case("a new field from a parameter that is not stored", text => Field(text, "let mutable sum = price + tax"), NotStored("sum", "tax")),
        Case("a member that uses a parameter that is not stored", text => text.Replace("int = price", "int = price + tax"), NotStored("tax", "tax")),
        Case("a new field from one that depends on a parameter that is not stored", text => Field(text, "let sum = price + tax\n    let twice = sum * 2"), NotStored("sum", "tax"), NotStored("twice", "tax")),
        Case("a new field from a lambda over a parameter that is not stored", text => Field(text, "let steps = List.map (fun x -> x * tax) [1; 2]"), NotStored("tax", "tax"), NotStored("steps", "tax")),
        Case("a new field by a match on a parameter that is not stored", text => Field(text, "let pieces = match tax with | 0 -> 1 | n -> n"), NotStored("pieces", "tax")),
    ];

    [TestCaseSource(nameof(Fitting))]
    public void TakesStatesAfterAChangeOf(string later, string[] none) => Assert.That(Fit(later).Mismatches, Is.EqualTo(none));

    [TestCaseSource(nameof(Refused))]
    public void RefusesAChangeOf(string later, string[] mismatches) => Assert.That(Fit(later).Mismatches, Is.EqualTo(mismatches));

    [TestCase("Item.Restock", true)]
    [TestCase("Item.Price", false)]
    [TestCase("Item.Send", false)]
    [TestCase("User.Buy", true)]
    public void TakesCallsThatMeanTheSame(string method, bool isTaken)
    {
        var fit = Fit(Earlier
            .Replace("member this.Price : int", "member this.Price : float").Replace("= price\n", "= float price\n")
            .Replace("    member this.Send(place: Place) : int = place.number\n", "    member this.Sent : int = 0\n"));
        var target = new EntityReference(method.Split('.')[0], IntValue.Of(1));
        Assert.That(fit.Takes(new InvokeEvent(default, Scheduler.Script, target, null, new ClientContinuation(), method, [], SourceSpan.None)), Is.EqualTo(isTaken));
    }

    [TestCase("price: int, tax: int)", true)]
    [TestCase("price: int, tax: int, colour: string)", false)]
    public void TakesCreationsWithTheSameArguments(string parameters, bool isTaken)
    {
        var target = new EntityReference("Item", new StringValue("apple"));
        var create = new CreateEvent(default, Scheduler.Script, target, null, new ClientContinuation(), [], SourceSpan.None);
        Assert.That(Fit(Earlier.Replace("price: int, tax: int)", parameters)).Takes(create), Is.EqualTo(isTaken));
    }

    private static ProgramFit Fit(string later) => new(WireProgram.Compile(Earlier), WireProgram.Compile(later));

    private static string Field(string text, string field) => text.Replace("    invariant stock", $"    {field}\n    invariant stock");

    private static string NotStored(string field, string parameter) =>
        $"field '{field}' of entity Item is new, and its first value needs the constructor's parameter '{parameter}', which is not stored";

    private static TestCaseData Case(string name, Func<string, string> change, params string[] mismatches) => new TestCaseData(change(Earlier), mismatches).SetArgDisplayNames(name);
}
