using NUnit.Framework;
using StateFlow.Interpreter.Execution;

namespace StateFlow.Interpreter.Tests.Execution;

public sealed class TransactionTests
{
    private const string Cells =
        """
        entity Cell(name: string) =
            key name
            let mutable value = 0
            invariant value <= 10
            member this.Add(n: int) : unit = value <- value + n
            [<Transactional>]
            member this.AddOrFail(n: int, other: Cell, fails: bool) : unit =
                value <- value + n
                other.Add(n)
                printfn $"{name} added"
                if fails then failwith "inner"
            [<Transactional>]
            member this.AddTwice(n: int, other: Cell, fails: bool) : unit =
                value <- value + n
                try other.AddOrFail(n, this, fails) with Failure m -> printfn $"caught {m}"
                other.Add(1)
            [<Transactional>]
            member this.Exchange(other: Cell, n: int) : unit =
                other.Add(n)
                other.Add(-n)

        let a = Cell("a")
        let b = Cell("b")

        """;

    [TestCase("a.AddTwice(2, b, false)", "b added\n", "\"a\", 4", "\"b\", 3", TestName = "A nested transaction joins the outer one")]
    [TestCase("a.AddTwice(2, b, true)", "caught inner\n", "\"a\", 2", "\"b\", 1", TestName = "A nested transaction whose failure is caught is undone alone")]
    [TestCase("try a.AddOrFail(1, b, true) with _ -> ()", "", "\"a\", 0", "\"b\", 0", TestName = "A failed transaction is undone on all entities")]
    [TestCase("a.Exchange(b, 11)", "", "\"a\", 0", "\"b\", 0", TestName = "An invariant may be broken until the commit")]
    [TestCase("try a.AddOrFail(11, b, false) with _ -> ()", "", "\"a\", 0", "\"b\", 0", TestName = "An invariant is checked at the commit")]
    public void What_a_transaction_leaves(string call, string output, string a, string b)
    {
        var run = ProgramRun.Begin(ProgramRun.Compile(Cells + call));
        var answer = run.Scheduler.Run();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.TypeOf<ResultAnswer>());
            Assert.That(run.Output, Is.EqualTo(output));
            Assert.That(run.Fields("Cell(\"a\")"), Is.EqualTo(a));
            Assert.That(run.Fields("Cell(\"b\")"), Is.EqualTo(b));
            Assert.That(run.Scheduler.Transactions, Is.Empty);
        }
    }

    [Test]
    public void Nested_transactions_can_be_seen_while_they_are_open()
    {
        var run = ProgramRun.Begin(ProgramRun.Compile(Cells + "a.AddTwice(2, b, true)"));
        run.AdvanceUntil(StepUnit.Event, scheduler => scheduler.Transactions.Count() == 2);

        var scopes = run.Scheduler.Transactions.ToList();
        Assert.That(scopes[0].Parent, Is.EqualTo(scopes[1]));
        Assert.That(run.Fields("Cell(\"a\")"), Is.EqualTo("\"a\", 2"), "what the outer one has done so far");

        run.AdvanceUntil(StepUnit.Event, scheduler => scheduler.Transactions.Count() == 1);
        Assert.That(run.Fields("Cell(\"b\")"), Is.EqualTo("\"b\", 0"), "the inner one is undone");
    }
}
