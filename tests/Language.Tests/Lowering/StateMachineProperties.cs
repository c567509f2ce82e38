using NUnit.Framework;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Tests.Shared;

namespace StateFlow.Language.Tests.Lowering;

/// <summary>What holds of the state machines of all programs.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StateMachineProperties
{
    public static IEnumerable<TestCaseData> Programs =>
        ((string[])["tests/Programs/correct", "tests/Programs/run-time-failure", "samples"])
        .SelectMany(folder => Repository.Files(folder, "*.sf"))
        .Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetRelativePath(Repository.PathOf("."), path)));

    [Test]
    public void There_are_programs() => Assert.That(Programs, Is.Not.Empty);

    [TestCaseSource(nameof(Programs))]
    public void Blocks_and_frames_hold_exactly_the_live_variables(string path)
    {
        foreach (var method in Methods(path))
        {
            var oracle = new LivenessOracle(method);
            foreach (var block in method.Blocks)
            {
                Assert.That(Slots(block.LiveIn), Is.EquivalentTo(oracle.LiveIn(block.Id)), $"live in b{block.Id} of {method.Name}");
                Sequence<Variable>? frame = block.Terminator switch
                {
                    CallTerminator call => call.Frame,
                    ForkTerminator fork => fork.Frame,
                    _ => null,
                };
                if (frame is { } variables) Assert.That(Slots(variables), Is.EquivalentTo(oracle.Frame(block)), $"frame of b{block.Id} of {method.Name}");
            }
        }
    }

    [TestCaseSource(nameof(Programs))]
    public void All_blocks_can_be_reached_and_are_numbered_in_order(string path)
    {
        foreach (var method in Methods(path))
        {
            Assert.That(method.Blocks.Select(block => block.Id), Is.EqualTo(Enumerable.Range(0, method.Blocks.Count)), method.Name);
            Assert.That(Reachable(method), Has.Count.EqualTo(method.Blocks.Count), method.Name);
        }
    }

    private static HashSet<int> Reachable(Method method)
    {
        var found = new HashSet<int> { 0 };
        var open = new Stack<int>([0]);
        while (open.TryPop(out var id))
        {
            foreach (var next in Successors(method.Blocks[id]).Where(found.Add)) open.Push(next);
        }

        return found;
    }

    private static IEnumerable<int> Successors(Block block)
    {
        IEnumerable<int> next = block.Terminator switch
        {
            GotoTerminator jump => [jump.Target],
            BranchTerminator branch => [branch.Then, branch.Else],
            CallTerminator call => [call.Resume],
            ForkTerminator fork => [fork.Join],
            _ => [],
        };
        return block.Handler is { } handler ? next.Append(handler.Block) : next;
    }

    private static IEnumerable<Method> Methods(string path)
    {
        var compilation = Compiler.Compile([new SourceText(Path.GetFileName(path), File.ReadAllText(path))]);
        Assert.That(compilation.Program, Is.Not.Null, () => string.Join('\n', compilation.Diagnostics));
        return compilation.Program!.Operators.Append(compilation.Program.Script).SelectMany(op => op.Methods).Concat(compilation.Program.Functions);
    }

    private static IEnumerable<int> Slots(Sequence<Variable> variables) => variables.Select(variable => variable.Slot);
}
