using NUnit.Framework;

namespace StateFlow.Interpreter.Tests.Execution;

public sealed class FailureTests
{
    private const string Chain =
        """
        entity Cell(name: string) =
            key name
            member this.Divide(n: int) : int =
                10 / n
            member this.InPlace(n: int) : int = this.Divide(n) + 1
            member this.Ask(other: Cell, n: int) : int =
                let asked = other.InPlace(n)
                asked
            member this.Down(n: int) : int = if n = 0 then 0 else 1 + this.Down(n - 1)
            member this.Across(other: Cell, n: int) : int = if n = 0 then 0 else 1 + other.Across(this, n - 1)
        let a = Cell("a")
        let b = Cell("b")

        """;

    [Test]
    public void A_failure_tells_where_it_arose_and_which_calls_led_there() => Assert.That(
        ProgramRun.Run(Chain + "printfn \"%d\" (a.Ask(b, 0))"),
        Is.EqualTo(
            """
            test.sf(4,9): error: division by zero
               in Cell("b").Divide, called at test.sf(5,41)
               in Cell("b").InPlace, called at test.sf(7,21)
               in Cell("a").Ask, called at test.sf(13,14)
            """));

    [Test]
    public void An_invariant_that_a_call_finds_broken_names_each_caller_once() => Assert.That(
        ProgramRun.Run(
            """
            entity Cell(name: string) =
                key name
                let mutable count = 0
                invariant count < 5
                member this.Count : int = count
                member this.Ask(other: Cell) : int =
                    count <- 9
                    other.Count
            let a = Cell("a")
            printfn "%d" (a.Ask(Cell("b")))
            """),
        Is.EqualTo(
            """
            test.sf(4,5): error: invariant `count < 5` of Cell("a") does not hold
               in Cell("a").Ask, called at test.sf(10,14)
            """));

    [TestCase("a.Down", 30, 0, TestName = "In place, within the limit")]
    [TestCase("a.Down", 60, 1, TestName = "In place, too deep")]
    public void Depth_in_place(string member, int depth, int failures) => Assert.That(Failures($"{member}({depth})"), Is.EqualTo(failures));

    [TestCase(30, 0, TestName = "Across entities, within the limit")]
    [TestCase(60, 1, TestName = "Across entities, too deep")]
    public void Depth_across(int depth, int failures) => Assert.That(Failures($"a.Across(b, {depth})"), Is.EqualTo(failures));

    [Test]
    public void The_failure_of_depth_names_the_limit_and_a_long_chain_is_cut_in_the_middle()
    {
        var text = ProgramRun.Run(Chain + "printfn \"%d\" (a.Across(b, 60))", maxDepth: 50);

        Assert.That(text.Split('\n')[0], Does.Contain("50"));
        Assert.That(text, Does.Contain("more calls\n"));
        Assert.That(text, Does.EndWith("in Cell(\"a\").Across, called at test.sf(13,14)"));
    }

    private static int Failures(string call) =>
        ProgramRun.Run($"{Chain}try printfn $\"{{{call}}}\" with Failure _ -> printfn \"failed\"", maxDepth: 50) == "failed\n" ? 1 : 0;
}
