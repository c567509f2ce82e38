namespace StateFlow.Interpreter.Tests.Execution;

internal static class ExamplePrograms
{
    /// <summary>Transactions, a failure, calls at once and started calls.</summary>
    public const string Shop =
        """
        entity Item(name: string, price: int) =
            key name
            let mutable stock = 10
            invariant stock >= 0
            member this.Price : int = price
            member this.Stock : int = stock
            member this.Take(amount: int) : unit = stock <- stock - amount

        entity User(name: string) =
            key name
            let mutable balance = 100
            member this.Balance : int = balance
            [<Transactional>]
            member this.Buy(amount: int, item: Item) : int =
                let total = amount * item.Price
                balance <- balance - total
                printfn $"{name} takes {amount}"
                item.Take(amount)
                balance
            member this.Compare(a: Item, b: Item) : int =
                let! x = a.Price
                and! y = b.Stock
                x - y

        let apple = Item("apple", 5)
        let pear = Item("pear", 7)
        let ann = User("ann")
        let bob = User("bob")
        let calls = [start (ann.Buy(2, apple)); start (bob.Buy(3, apple)); start (ann.Buy(1, pear))]
        printfn $"{ann.Compare(apple, pear)}"
        printfn "%A" (calls |> List.map (fun call -> wait call))
        printfn "%s" (try string (bob.Buy(100, apple)) with Failure _ -> "refused")
        printfn $"{ann.Balance} {bob.Balance} {apple.Stock} {pear.Stock}"
        """;

    /// <summary>Two workers that read a counter, then write it, each three times; prints what the counter has lost.</summary>
    public static string Increments(string attribute) =>
        $$"""
        entity Counter(name: string) =
            key name
            let mutable value = 0
            member this.Value : int = value
            member this.Set(v: int) : unit = value <- v

        entity Worker(name: string) =
            key name
            {{attribute}}
            member this.Increment(counter: Counter) : unit =
                let value = counter.Value
                counter.Set(value + 1)

        let counter = Counter("c")
        let workers = [Worker("a"); Worker("b"); Worker("c")]
        let calls = workers |> List.map (fun worker -> start (worker.Increment(counter)))
        for call in calls do wait call
        printf $"{3 - counter.Value}"
        """;
}
