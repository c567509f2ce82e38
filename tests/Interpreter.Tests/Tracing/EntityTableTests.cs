using NUnit.Framework;
using StateFlow.Interpreter.Tests.Execution;
using StateFlow.Language.Traces;
using StateFlow.Tests.Shared;

namespace StateFlow.Interpreter.Tests.Tracing;

/// <summary>The states of entities as tables.</summary>
public sealed class EntityTableTests
{
    private const string Stock = """
        entity Shelf(capacity: int, number: int) =
            key number
            let mutable content : string list = []
            member this.IsFull : bool = List.length content >= capacity
            member this.Put(text: string) : unit = content <- text :: content
            [<Transactional>]
            member this.Spoil(other: int) : unit =
                content <- []
                Shelf(5, other).Put("x")
                failwith "no"

        entity Empty(name: string) =
            key name
            member this.Name : string = name

        entity Label(text: string) =
            key text
            member this.Text : string = text

        """;

    [Test]
    public void The_key_stands_first_and_orders_the_rows()
    {
        var tables = Run("""
            Shelf(3, 10).Put("a")
            Shelf(4, 9) |> ignore
            Label("b") |> ignore
            Label("a!") |> ignore
            Label("a") |> ignore

            """).Tables;

        Assert.That(tables.Select(Text), Is.EqualTo(new[]
        {
            "Shelf: number capacity content | Shelf(9): 9 4 [] | Shelf(10): 10 3 [\"a\"]",
            "Label: text | Label(\"a\"): \"a\" | Label(\"a!\"): \"a!\" | Label(\"b\"): \"b\"",
        }));
    }

    [Test]
    public void A_trace_gives_the_tables_at_a_time()
    {
        var run = Run("Shelf(3, 10).Put(\"a\")\n");
        var changing = run.Trace.Steps.Where(step => step.Changes.Any(change => change.Entity.StartsWith("Shelf", StringComparison.Ordinal))).ToList();

        Assert.That(EntityTable.At(run.Program, run.Trace, 0), Is.Empty);
        Assert.That(changing.Select(step => EntityTable.At(run.Program, run.Trace, step.Time).Select(Text).Single()), Is.EqualTo(new[]
        {
            "Shelf: number capacity content | Shelf(10): 10 3 []",
            "Shelf: number capacity content | Shelf(10): 10 3 [\"a\"]",
        }));
    }

    [Test]
    public void What_is_undone_leaves_no_row()
    {
        var run = Run("let shelf = Shelf(3, 1)\nshelf.Put(\"a\")\ntry shelf.Spoil(2) with Failure _ -> ()\n");
        var most = run.Trace.Steps.Max(step => EntityTable.At(run.Program, run.Trace, step.Time).Sum(table => table.Rows.Count));

        Assert.That(most, Is.EqualTo(2));
        Assert.That(run.Tables.Select(Text), Is.EqualTo(new[] { "Shelf: number capacity content | Shelf(1): 1 3 [\"a\"]" }));
        Assert.That(EntityTable.At(run.Program, run.Trace, int.MaxValue), Is.EqualTo(run.Tables));
    }

    [Test]
    public void A_part_of_a_run_tells_what_it_knows()
    {
        var run = Run("let shelf = Shelf(3, 1)\nshelf.Put(\"a\")\nshelf.Put(\"b\")\n");
        var part = run.Trace.OfCall("Shelf.Put", ordinal: 2)!;

        Assert.That(EntityTable.At(run.Program, part, 0).Select(Text), Is.EqualTo(new[] { "Shelf: number capacity content | Shelf(1): 1 ? [\"a\"]" }));
        Assert.That(EntityTable.At(run.Program, part, int.MaxValue).Select(Text), Is.EqualTo(new[] { "Shelf: number capacity content | Shelf(1): 1 ? [\"b\"; \"a\"]" }));
    }

    [TestCaseSource(nameof(Files))]
    public void In_the_end_a_trace_gives_what_the_run_left(string file)
    {
        var program = ProgramRun.Compile(File.ReadAllText(Repository.PathOf(file)));
        var run = ProgramRunner.Trace(program, TextWriter.Null, RunOptions.Default);

        Assert.That(EntityTable.At(program, run.Trace, int.MaxValue), Is.EqualTo(run.Tables));
    }

    private static IEnumerable<string> Files() =>
        Repository.Files("samples", "*.sf").Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

    private static TracedRun Run(string script) => ProgramRunner.Trace(ProgramRun.Compile(Stock + script), TextWriter.Null, RunOptions.Default);

    private static string Text(EntityTable table) => string.Join(" | ", table.Rows
        .Select(row => $"{row.Entity}: {string.Join(' ', row.Values)}")
        .Prepend($"{table.Entity}: {string.Join(' ', table.Fields)}"));
}
