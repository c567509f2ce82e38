using StateFlow.Execution.Analysis;
using StateFlow.Runtime.Tests.Serializability;

namespace StateFlow.Runtime.Tests.Analysis;

/// <summary>What can be told of a call before it is executed.</summary>
public sealed class FootprintTests
{
    private const string Source = """
        entity Item(name: string, price: int) =
            key name
            let mutable stock = 0
            member this.Price : int = price
            member this.Stock : int = stock
            member this.Take(n: int) : unit =
                if stock < n then failwith "sold out"
                stock <- stock - n
            member this.TakeAll() : unit =
                for i in 1 .. stock do this.TakeOne()
            member this.TakeOne() : unit = stock <- stock - 1

        entity User(name: string, favourite: Item) =
            key name
            let mutable balance = 0
            member this.Balance : int = balance
            member this.Name : string = name
            member this.Look(item: Item) : int = item.Price
            member this.Buy(n: int, item: Item) : unit =
                item.Take(n)
                balance <- balance - item.Price * n
            member this.Pass(other: User, item: Item) : unit = other.Buy(1, item)
            member this.Swap(one: Item, other: Item) : int =
                let! a = one.Stock
                and! b = other.Stock
                a - b
            member this.Alias(item: Item) : int =
                let same = item
                same.Stock
            member this.Sum(user: User) : int =
                let own = this.Own()
                own + user.Balance
            member this.Own() : int = this.Through(this)
            member this.Through(other: User) : int = other.Balance
            member this.Countdown(n: int, user: User) : int = if n = 0 then balance else user.Countdown(n - 1, this)
            member this.Unused(item: Item) : bool = item = favourite
            member this.Favourite() : int = favourite.Price
            member this.ByName(text: string) : int = Item.Get(text).Price
            member this.Known(text: string) : bool = Item.Exists(text)
            member this.Make(text: string) : Item = Item(text, 1)
            member this.All(items: Item list) : unit =
                for item in items do item.Take(1)
            member this.Other(item: Item) : int =
                let mutable chosen = item
                if balance > 0 then chosen <- favourite
                chosen.Price
            member this.Indirect(user: User) : int = user.Favourite()
        """;

    /// <remarks>The target, then the parameters: r reads, w writes, - neither, . not called.</remarks>
    [TestCase("Item.Price", "-")]
    [TestCase("Item.Stock", "r")]
    [TestCase("Item.Take", "rw .")]
    [TestCase("Item.TakeAll", "rw")]
    [TestCase("User.Name", "-")]
    [TestCase("User.Look", "- -")]
    [TestCase("User.Buy", "rw . rw")]
    [TestCase("User.Pass", "- rw rw")]
    [TestCase("User.Swap", "- r r")]
    [TestCase("User.Alias", "- r")]
    [TestCase("User.Sum", "r r")]
    [TestCase("User.Countdown", "r . r")]
    [TestCase("User.Unused", "- .")]
    [TestCase("User.Favourite", "unknown")]
    [TestCase("User.ByName", "unknown")]
    [TestCase("User.Known", "unknown")]
    [TestCase("User.Make", "unknown")]
    [TestCase("User.All", "unknown")]
    [TestCase("User.Other", "unknown")]
    [TestCase("User.Indirect", "unknown")]
    public void ACallTouches(string method, string expected)
    {
        var program = CellEngine.Compile(Source);
        var footprint = new FootprintAnalysis(program, new AccessAnalysis(program)).Of(program.Method(method));
        Assert.That(footprint is null ? "unknown" : string.Join(' ', footprint.Parameters.Prepend(footprint.Target).Select(Shown)), Is.EqualTo(expected));
    }

    private static string Shown(Access? access) => access switch
    {
        null => ".",
        Access.None => "-",
        Access.Read => "r",
        Access.Write => "w",
        _ => "rw",
    };
}
