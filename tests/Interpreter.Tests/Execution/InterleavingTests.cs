using NUnit.Framework;
using StateFlow.Interpreter.Execution;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Tests.Execution;

public sealed class InterleavingTests
{
    [Test]
    public void The_same_seed_gives_the_same_events([Values(0, 1, 12345)] int seed)
    {
        var program = ProgramRun.Compile(ExamplePrograms.Shop);

        var first = Trace(program, seed);

        Assert.That(Trace(program, seed), Is.EqualTo(first));
        Assert.That(first, Has.Count.GreaterThan(30));
    }

    [Test]
    public void Seeds_give_different_interleavings_in_which_updates_may_be_lost()
    {
        var program = ProgramRun.Compile(ExamplePrograms.Increments(""));

        var lost = Enumerable.Range(1, 200).Select(seed => ProgramRun.Run(program, seed)).Distinct();

        Assert.That(lost, Is.EquivalentTo((string[])["0", "1", "2"]));
    }

    [Test]
    public void Transactions_lose_no_update()
    {
        var program = ProgramRun.Compile(ExamplePrograms.Increments("[<Transactional>]"));

        var lost = Enumerable.Range(0, 201).Select(seed => ProgramRun.Run(program, seed)).Distinct();

        Assert.That(lost, Is.EqualTo((string[])["0"]));
    }

    [Test]
    public void A_started_call_runs_once_however_often_it_is_waited_for()
    {
        const string Source =
            """
            entity Counter(name: string) =
                key name
                let mutable value = 0
                member this.Next() : int =
                    value <- value + 1
                    value
                member this.Fail() : unit = failwith "no"
            let counter = Counter("c")
            let first = start (counter.Next())
            let second = start (counter.Next())
            let failed = start (counter.Fail())
            printfn $"{wait second} {wait first} {wait second} {wait first}"
            for i in 1 .. 2 do
                try wait failed with Failure m -> printfn $"{m}"
            printfn $"{counter.Next()}"
            """;
        var program = ProgramRun.Compile(Source);

        foreach (var seed in Enumerable.Range(0, 20)) Assert.That(ProgramRun.Run(program, seed), Is.EqualTo("2 1 2 1\nno\nno\n3\n"), $"seed {seed}");
    }

    [Test]
    public void A_call_to_ones_own_key_does_not_deadlock()
    {
        const string Source =
            """
            entity Node(name: string) =
                key name
                let mutable visits = 0
                member this.Visit(depth: int, other: Node) : int =
                    visits <- visits + 1
                    if depth = 0 then visits
                    else
                        let! a = other.Visit(depth - 1, other)
                        and! b = other.Visit(depth - 1, this)
                        a + b
                [<Transactional>]
                member this.VisitAll(depth: int) : int = this.Visit(depth, this)
            let node = Node("n")
            printfn $"{node.Visit(2, node) > 0} {node.VisitAll(2) > 0} {node.Visit(0, node)}"
            """;
        var program = ProgramRun.Compile(Source);

        foreach (var seed in Enumerable.Range(0, 20)) Assert.That(ProgramRun.Run(program, seed), Is.EqualTo("true true 15\n"), $"seed {seed}");
    }

    /// <summary>The events in the order of their delivery.</summary>
    private static List<string> Trace(Program program, int seed)
    {
        var (run, events) = (ProgramRun.Begin(program, seed), new List<string>());
        while (run.Scheduler.Advance(StepUnit.Statement))
        {
            if (run.Scheduler.CurrentEvent is { } current && events.LastOrDefault() != EventText.Of(current)) events.Add(EventText.Of(current));
        }

        return events;
    }
}
