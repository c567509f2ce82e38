using NUnit.Framework;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Sessions;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.CSharp.Tests;

/// <summary>A session with cells of both languages.</summary>
internal sealed class TestNotebook
{
    public const string Shop = """
        entity Item(name: string, price: int) =
            key name
            let mutable stock = 10
            member this.Price : int = price
            member this.Stock : int = stock
            member this.UpdateStock(amount: int) : bool =
                if stock + amount < 0 then false
                else
                    stock <- stock + amount
                    true
        entity User(username: string) =
            key username
            let mutable balance = 100
            member this.Balance : int = balance
            /// Buys some of an item.
            [<Transactional>]
            member this.BuyItem(amount: int, item: Item) : bool =
                let total = amount * item.Price
                if balance < total then false
                elif not (item.UpdateStock(-amount)) then false
                else
                    balance <- balance - total
                    printfn $"{this} bought {amount}"
                    true
            member this.Fail() : int = failwith "no such thing"
        let apple = Item("apple", 5)
        let ann = User("ann")
        """;

    public TestNotebook() => CSharp = new CSharpLanguage(Session);

    public Session Session { get; } = new(RunOptions.Default);

    public CSharpLanguage CSharp { get; }

    public CollectedOutput Output { get; } = new();

    /// <summary>Runs a cell of the entity language.</summary>
    /// <returns>What it declares, or why it does not.</returns>
    public string Entities(string text)
    {
        var result = Session.Submit(text, TextWriter.Null);
        if (result.Status is SubmissionStatus.Refused or SubmissionStatus.Incomplete) return string.Join('\n', result.Diagnostics);
        return result.Failure?.Message ?? string.Join('\n', result.Declared);
    }

    /// <summary>Runs a C# cell.</summary>
    public Task<CellResult> Run(string text, CancellationToken cancellation = default) => CSharp.RunAsync(text, Output, cancellation);

    /// <summary>Runs a C# cell that must not fail.</summary>
    /// <returns>Its value as text.</returns>
    public async Task<string?> Value(string text)
    {
        var result = await Run(text);
        Assert.That(result.Error is null ? "" : string.Join('\n', result.Error.Lines), Is.Empty);
        return result.Value?.PlainText;
    }
}
