using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Runtime.Tests.DirectRuns;

/// <summary>Whether a unit is run directly or by events cannot be seen in answers, failures, prints, states and edges.</summary>
public sealed class DirectRunTests
{
    private const string Source = """
        entity Account(id: int) =
            key id
            let mutable balance = 10
            let mutable visits = 0

            invariant balance >= 0

            member this.Balance : int = balance
            member this.Visits : int = visits

            member this.Deposit(amount: int) : unit = balance <- balance + amount

            member this.Withdraw(amount: int) : unit =
                if amount > 1000 then failwith "nobody has so much"
                balance <- balance - amount

            member this.Visit(others: Account list) : int =
                visits <- visits + 1
                match others with
                | [] -> visits
                | first :: rest -> visits + first.Visit(rest)

            member this.Count(down: int, other: Account) : int =
                if down = 0 then 0 else 1 + other.Count(down - 1, this)

            [<Transactional>]
            member this.Move(amount: int, target: Account) : int =
                visits <- visits + 1
                target.Deposit(amount)
                this.Take(amount)
                target.Balance

            member this.Take(amount: int) : unit =
                printfn $"take {amount}"
                balance <- balance - amount

            member this.MovePlainly(amount: int, target: Account) : int =
                visits <- visits + 1
                target.Deposit(amount)
                balance <- balance - amount
                target.Balance

            member this.Talk(other: Account) : int =
                printfn $"{id} asks"
                let there = other.Answer()
                printfn $"{id} knows {there}"
                there

            member this.Answer() : int =
                printfn $"{id} answers"
                visits

            member this.Try(amount: int, target: Account) : string =
                try
                    target.Withdraw(amount)
                    "done"
                with Failure message ->
                    printfn "caught"
                    message

            member this.TryHere(number: int, target: Account) : string =
                let before = target.Balance
                try
                    visits <- visits + 1
                    $"{before / number}"
                with Failure message -> message

            member this.TryThere(number: int, target: Account) : string =
                target.Quotient(number) + target.Quotient(number + 1)

            member this.Quotient(number: int) : string =
                try
                    visits <- visits + 1
                    $"{balance / number}"
                with Failure message -> $"{visits}: {message}"

            member this.Open(number: int) : bool =
                let isNew = not (Account.Exists(number))
                let opened = Account(number)
                isNew && opened.Balance = 10

            member this.Both(one: Account, other: Account) : int =
                let! first = one.Balance
                and! second = other.Balance
                first * 100 + second

            member this.Nested(target: Account) : int = this.Inner(target) + visits

            member private this.Inner(target: Account) : int =
                visits <- visits + 1
                let there = target.Balance
                visits <- visits + there
                there

            member this.Each(others: Account list) : int =
                let mutable sum = 0
                for other in others do
                    sum <- sum + other.Balance
                List.sumBy (fun number -> number + visits) [sum; balance]
        """;

    private static readonly Program Compiled = World.Compile(Source);

    [TestCase("Move", 3, 1, true, TestName = "A transaction")]
    [TestCase("Move", 3, 0, true, TestName = "A transaction of an entity with itself")]
    [TestCase("Move", 30, 1, false, TestName = "A transaction that breaks an invariant")]
    [TestCase("Move", 30, 7, true, TestName = "A transaction with an entity that does not exist")]
    [TestCase("MovePlainly", 3, 1, true, TestName = "Steps without a transaction")]
    [TestCase("MovePlainly", 30, 1, false, TestName = "A last step that breaks an invariant, after others that stay")]
    [TestCase("Try", 3, 1, true, TestName = "A handler that is not needed")]
    [TestCase("Try", 30, 1, false, TestName = "A handler that takes a broken invariant")]
    [TestCase("Try", 3000, 1, false, TestName = "A handler that takes a failure")]
    [TestCase("TryHere", 0, 1, true, TestName = "A handler in a method that waits")]
    [TestCase("TryHere", 2, 1, true, TestName = "A handler in a method that waits and does not need it")]
    [TestCase("TryThere", 0, 1, true, TestName = "A handler in a method that never waits")]
    [TestCase("Count", 5, 1, true, TestName = "Calls that go to and fro")]
    [TestCase("Count", 70, 1, false, TestName = "Calls nested deeper than direct runs go")]
    [TestCase("Count", 200, 1, false, TestName = "Calls nested deeper than the limit")]
    public void A_number_and_an_entity(string method, int number, int other, bool isDirect) =>
        World.Check(Compiled, isDirect, Call(0, method, IntValue.Of(number), Account(other)));

    [TestCase("Talk", true, TestName = "What is printed by two entities")]
    [TestCase("Nested", true, TestName = "A call in the same step that waits")]
    public void An_entity(string method, bool isDirect) => World.Check(Compiled, isDirect, Call(0, method, Account(1)));

    [Test]
    public void A_creation() => World.Check(Compiled, isDirect: true, Call(0, "Open", IntValue.Of(5)));

    [Test]
    public void A_creation_of_what_exists() => World.Check(Compiled, isDirect: false, Call(0, "Open", IntValue.Of(1)));

    [Test]
    public void A_fork() => World.Check(Compiled, isDirect: true, Call(0, "Both", Account(1), Account(2)));

    [Test]
    public void A_fork_with_failures() => World.Check(Compiled, isDirect: false, Call(0, "Both", Account(8), Account(9)));

    [Test]
    public void A_loop_and_a_function_value() => World.Check(Compiled, isDirect: true, Call(0, "Each", ListOf(1, 2, 0)));

    [Test]
    public void A_path_that_comes_back() => World.Check(Compiled, isDirect: true, Call(0, "Visit", ListOf(1, 0, 1, 2, 0)));

    [Test]
    public void A_path_that_ends_at_an_entity_that_does_not_exist() => World.Check(Compiled, isDirect: false, Call(0, "Visit", ListOf(1, 0, 7)));

    [Test]
    public void A_unit_after_one_whose_direct_run_was_left_is_run_by_events_for_a_while()
    {
        using var world = new World(Compiled, callsDirectly: true, workers: 1);
        for (var i = 0; i < 100; i++) world.Execute([Call(0, "Try", IntValue.Of(3000), Account(1))]);

        Assert.That(world.LeftDirectRuns, Is.InRange(2, 10));
    }

    private static InvokeRequest Call(long account, string method, params Value[] arguments) => new(Account(account), $"Account.{method}", [.. arguments]);

    private static EntityReference Account(long id) => new("Account", IntValue.Of(id));

    private static ListValue ListOf(params IEnumerable<long> accounts) => ListValue.From(accounts.Select(Account));
}
