using NUnit.Framework;
using StateFlow.Language.IR;
using StateFlow.Language.Passes;
using StateFlow.Language.Syntax;
using StateFlow.Language.Tests.Lowering;

namespace StateFlow.Language.Tests.Passes;

/// <summary>One method at every stage.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MethodPassesTests
{
    private const string Shop = """
        entity Item(name: string) =
            key name
            let mutable price = 5
            member this.Price : int = price

        entity User(name: string) =
            key name
            let mutable spent = 0

            [<Transactional>]
            member this.Buy(item: Item) : int =
                spent <- spent + 2 * item.Price
                spent

        let ann = User("ann")

        let double x = 2 * x
        printfn $"{double (ann.Buy(Item("apple")))}"
        """;

    [Test]
    public void The_source_is_the_member_with_its_attributes() => Assert.That(
        Lines(Passes("User.Buy").Source),
        Is.EqualTo(new[]
        {
            "10 [<Transactional>]",
            "11 member this.Buy(item: Item) : int =",
            "12     spent <- spent + 2 * item.Price  1@35",
            "13     spent",
        }));

    [Test]
    public void The_source_of_the_script_is_its_statements() => Assert.That(
        Lines(Passes("script").Source),
        Is.EqualTo(new[]
        {
            "15 let ann = User(\"ann\")  1@21",
            "18 printfn $\"{double (ann.Buy(Item(\"apple\")))}\"  2@40 3@41",
        }));

    [Test]
    public void The_source_of_an_initializer_is_the_fields() => Assert.That(
        Lines(Passes("User.new").Source),
        Is.EqualTo(new[] { "6 entity User(name: string) =", "8     let mutable spent = 0" }));

    [Test]
    public void Normalized_lines_know_the_source_lines_that_they_stem_from() => Assert.That(
        Lines(Passes("User.Buy").Normalized),
        Is.EqualTo(new[]
        {
            "12 spent <- this.spent",
            "12 price <- remote item.Price()  1@28",
            "12 this.spent <- (spent + (2 * price))",
            "13 return this.spent",
        }));

    [Test]
    public void Splitting_ends_a_block_at_the_call()
    {
        var passes = Passes("User.Buy");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(passes.ControlFlow.Blocks, Has.Count.EqualTo(1));
            Assert.That(passes.ControlFlow.Edges, Is.Empty);
            Assert.That(passes.Split.Blocks.Select(block => block.Kind), Is.EqualTo(new[] { BlockKind.RemoteCall, BlockKind.Return }));
            Assert.That(passes.Split.Blocks.Select(block => string.Join(' ', block.Live)), Is.EqualTo(new[] { "item", "spent price" }));
            Assert.That(passes.Split.Edges, Is.EqualTo(new[] { new PassEdge(0, 1, PassEdgeKind.Answer, "price", [1]) }));
        }
    }

    [TestCase("User.Bye", Shop)]
    [TestCase("User.Buy", "entity User(")]
    public void What_is_not_there_has_no_passes(string method, string source) =>
        Assert.That(Compiler.Passes([new SourceText("shop.sf", source)], method), Is.Null);

    [TestCaseSource(typeof(StateMachineProperties), nameof(StateMachineProperties.Programs))]
    public void Every_stage_makes_the_same_calls(string path)
    {
        var source = new SourceText("test.sf", File.ReadAllText(path));
        foreach (var method in Compiler.Compile([source]).Program!.Calls.Methods)
        {
            var passes = Compiler.Passes([source], method)!;
            var normalized = Calls(passes.Normalized);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(normalized.Distinct(), Is.EqualTo(Enumerable.Range(1, passes.Calls.Count)), method);
                Assert.That(Calls(passes.Source), Is.EquivalentTo(normalized.Distinct()), method);
                Assert.That(Calls(passes.ControlFlow.Blocks.SelectMany(block => block.Lines)), Is.EquivalentTo(normalized), method);
                Assert.That(Calls(passes.Split.Blocks.SelectMany(block => block.Lines)), Is.EquivalentTo(normalized), method);
                Assert.That(passes.Source.Concat(passes.Normalized).SelectMany(line => line.Calls.Select(call => line.Text.Length - call.End)), Has.All.Not.Negative, method);
            }
        }
    }

    private static MethodPasses Passes(string method) => Compiler.Passes([new SourceText("shop.sf", Shop)], method)!;

    private static int[] Calls(IEnumerable<CodeLine> lines) => [.. lines.SelectMany(line => line.Calls).Select(call => call.Number)];

    private static IEnumerable<string> Lines(IEnumerable<CodeLine> lines) => lines.Select(line =>
        $"{line.SourceLine} {line.Text}  {string.Join(' ', line.Calls.Select(call => $"{call.Number}@{call.End}"))}".TrimEnd());
}
