using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Runtime.Tests.DirectRuns;

/// <summary>Failures that end a direct run: it is answered if all is taken back and nobody can handle the failure, and otherwise the unit is executed by events.</summary>
public sealed class DirectFailureTests
{
    private const string Source = """
        entity Account(id: int) =
            key id
            let mutable balance = 10
            let mutable visits = 0

            member this.Balance : int = balance

            member this.Require(amount: int) : unit =
                visits <- visits + 1
                printfn $"{id} is asked for {amount}"
                if amount > balance then failwith $"{id} has only {balance}"
                balance <- balance - amount

            member this.Value(amount: int) : int =
                visits <- visits + 1
                1000 * (if amount > balance then failwith "too much" else amount) + visits

            member this.ByFunction(amount: int) : int =
                visits <- visits + 1
                List.sum (List.map (fun number -> if number > balance then failwith "too much for the function" else number) [amount; 1])

            member private this.Check(amount: int) : unit =
                visits <- visits + 1
                if amount > 100 then failwith "checked"

            member this.InPlace(amount: int) : unit =
                visits <- visits + 1
                this.Check(amount)

            member private this.Ask(amount: int, other: Account) : unit =
                visits <- visits + 1
                other.Require(amount)
                visits <- visits + 1

            member private this.AskThenFail(amount: int, other: Account) : unit =
                let there = other.Balance
                if amount > there then failwith $"there are only {there}"

            [<Transactional>]
            member this.Whole(amount: int, other: Account) : unit =
                balance <- balance + 1
                printfn "whole"
                other.Require(amount)

            [<Transactional>]
            member this.WholeInPlace(amount: int, other: Account) : unit =
                balance <- balance + 1
                this.Ask(amount, other)

            [<Transactional>]
            member this.WholeAfterAsking(amount: int, other: Account) : unit =
                balance <- balance + 1
                this.AskThenFail(amount, other)

            [<Transactional>]
            member this.Deep(amount: int, other: Account) : unit =
                visits <- visits + 1
                other.Whole(amount, this)

            member this.Parts(amount: int, other: Account) : unit =
                visits <- visits + 1
                other.Require(amount)

            member this.PartsOfTransaction(amount: int, other: Account) : unit =
                visits <- visits + 1
                other.Whole(amount, this)

            member this.OnlyReads(amount: int, other: Account) : int =
                let there = other.Balance
                if amount > there then failwith $"there are only {there}"
                there

            member this.Speaks(amount: int, other: Account) : int =
                let there = other.Balance
                printfn $"there are {there}"
                let again = other.Balance
                if amount > again then failwith "spoken"
                again

            [<Transactional>]
            member this.Handles(amount: int, other: Account) : string =
                visits <- visits + 1
                try
                    other.Require(amount)
                    "done"
                with Failure message -> message

            [<Transactional>]
            member this.HandlesAbove(amount: int, other: Account) : string =
                try
                    other.Deep(amount, this)
                    "done"
                with Failure message -> message

            [<Transactional>]
            member this.HandlesOthers(amount: int, other: Account) : string =
                visits <- visits + 1
                try
                    other.Require(amount)
                    "done"
                with Failure "something else" -> "handled"

            member this.HandlesOthersHere(amount: int, other: Account) : string =
                visits <- visits + 1
                try
                    if amount > 100 then failwith "here"
                    "done"
                with Failure "something else" -> "handled"

            member this.FailsInHandler(amount: int, other: Account) : string =
                visits <- visits + 1
                try
                    if amount > 100 then failwith "here"
                    "done"
                with Failure message -> failwith $"again: {message}"

            [<Transactional>]
            member this.Both(amount: int, other: Account) : int =
                visits <- visits + 1
                let! first = other.Value(amount)
                and! second = other.Value(amount + 1)
                first + second

            [<Transactional>]
            member this.OpensTwice(amount: int, other: Account) : int =
                visits <- visits + 1
                let opened = Account(amount)
                opened.Balance

            [<Transactional>]
            member this.OpensChild(amount: int, other: Account) : int =
                visits <- visits + 1
                let child = Child(amount)
                child.Age

            member this.AsksChild(amount: int, other: Account) : int = Child.Get(amount).Age

            [<Transactional>]
            member this.Breaks(amount: int, other: Account) : int =
                visits <- visits + 1
                other.Value(amount / (amount - 200))

        entity Child(id: int) =
            key id
            let age = if id > 100 then failwith "too old" else id

            member this.Age : int = age
        """;

    private static readonly Program Compiled = World.Compile(Source);

    [TestCase("Require", 5, true, TestName = "No failure")]
    [TestCase("Require", 500, true, TestName = "A failure in the first step, which has written and printed")]
    [TestCase("Value", 500, true, TestName = "A failure within an expression")]
    [TestCase("ByFunction", 500, false, TestName = "A failure in a function value")]
    [TestCase("InPlace", 500, false, TestName = "A failure in a call within the step")]
    public void A_number(string method, int amount, bool isDirect) => World.Check(Compiled, isDirect, Call(0, method, IntValue.Of(amount)));

    [TestCase("Whole", 500, 1, true, TestName = "A failure that leaves a transaction")]
    [TestCase("Whole", 500, 0, true, TestName = "A failure that leaves a transaction of an entity with itself")]
    [TestCase("Whole", 500, 7, true, TestName = "A transaction whose second entity does not exist")]
    [TestCase("WholeInPlace", 500, 1, true, TestName = "A failure that leaves a call within the step, and a transaction")]
    [TestCase("WholeAfterAsking", 500, 1, true, TestName = "A failure in a call within the step, after a wait")]
    [TestCase("Deep", 500, 1, true, TestName = "A failure that leaves two transactions")]
    [TestCase("Parts", 500, 1, false, TestName = "A failure that leaves steps that stay")]
    [TestCase("PartsOfTransaction", 500, 1, false, TestName = "A failure that leaves a transaction, after a step that stays")]
    [TestCase("OnlyReads", 500, 1, true, TestName = "A failure of what has only read")]
    [TestCase("OnlyReads", 500, 7, true, TestName = "A failure of what has only read, at an entity that does not exist")]
    [TestCase("Speaks", 500, 1, false, TestName = "A failure of what has only read and printed")]
    [TestCase("Handles", 500, 1, false, TestName = "A failure that the caller handles")]
    [TestCase("Handles", 5, 7, false, TestName = "An entity that does not exist, which the caller handles")]
    [TestCase("HandlesAbove", 500, 1, false, TestName = "A failure that the caller of a transaction handles")]
    [TestCase("HandlesOthers", 500, 1, false, TestName = "A failure that the caller's handler lets pass")]
    [TestCase("HandlesOthersHere", 500, 1, false, TestName = "A failure that the step's handler lets pass")]
    [TestCase("FailsInHandler", 500, 1, true, TestName = "A failure in a handler")]
    [TestCase("Both", 500, 1, false, TestName = "Failures of a fork")]
    [TestCase("Both", 10, 1, false, TestName = "A failure of a fork's last call")]
    [TestCase("OpensTwice", 1, 1, true, TestName = "A creation of what exists")]
    [TestCase("OpensChild", 500, 1, true, TestName = "A failure in a creation")]
    [TestCase("OpensChild", 50, 1, true, TestName = "A creation")]
    [TestCase("AsksChild", 50, 1, true, TestName = "A step that asks an entity that does not exist")]
    [TestCase("Breaks", 200, 1, false, TestName = "A failure that the library finds")]
    public void A_number_and_an_entity(string method, int amount, int other, bool isDirect) =>
        World.Check(Compiled, isDirect, Call(0, method, IntValue.Of(amount), Account(other)));

    [Test]
    public void An_entity_that_does_not_exist() => World.Check(Compiled, isDirect: true, Call(7, "Require", IntValue.Of(1)));

    [Test]
    public void What_comes_after_a_failure_is_not_disturbed_by_it()
    {
        using var directly = new World(Compiled, callsDirectly: true, workers: 1);
        using var byEvents = new World(Compiled, callsDirectly: false, workers: 1);
        using var beside = new World(Compiled, callsDirectly: true, workers: 2);
        string[] methods = ["Whole", "Parts", "Deep", "Handles", "WholeInPlace", "OnlyReads", "Both", "OpensChild"];
        var requests = Enumerable.Range(0, 200).Select(i => Call(i % 3, methods[i * 7 % methods.Length], IntValue.Of(i * 37 % 12), Account(i * 5 % 4))).ToList();
        var expected = byEvents.Execute(requests);

        Assert.That(directly.Execute(requests), Is.EqualTo(expected));
        Assert.That(beside.Execute(requests), Is.EqualTo(expected));
        Assert.That(directly.Edges, Is.EqualTo(byEvents.Edges));
    }

    private static InvokeRequest Call(long account, string method, params Value[] arguments) => new(Account(account), $"Account.{method}", [.. arguments]);

    private static EntityReference Account(long id) => new("Account", IntValue.Of(id));
}
