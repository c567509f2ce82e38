using System.Text.RegularExpressions;
using CsCheck;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>What units read and write, as they tell themselves, is serializable, and in the order of the batch.</summary>
public sealed partial class HistoryTests
{
    private static readonly Gen<Argument> Cell = Gen.Int[0, World.Cells / 2 - 1].Select(Argument (place) => new CellArgument(place));

    [Test]
    public void HistoriesAreSerializableInTheOrderOfTheBatch()
    {
        using var engine = new CellEngine(workers: 3, maxDepth: 1000);
        var (worlds, units, dependencies) = (0, 0, 0);
        Operations(depth: 2).Array[5, 60].Sample(
            programs =>
            {
                var world = new World(worlds++);
                engine.Begin(world);
                var batch = new RequestBatch([.. programs
                    .Select((ops, unit) => new CellRequest(new CellArgument(unit * 7 % (World.Cells / 2)), "RunAtomic", Numbered(ops, unit)))
                    .Chunk(20)
                    .Select(share => share.ToImmutableArray())]);
                var answers = engine.Execute(world, batch);
                var graph = SerializationGraph.Of([.. answers.Select((answer, unit) => new UnitHistory(unit, Accesses(answer)))]);
                units += answers.Count;
                dependencies += graph.Edges.Count();
                if (graph.Anomalies.Count > 0) throw new InvalidOperationException(string.Join("\n", graph.Anomalies));
                if (graph.Edges.FirstOrDefault(edge => edge.Source > edge.Target) is { } edge)
                    throw new InvalidOperationException($"unit {edge.Source} is before {edge.Target}: {edge.Tag}");
            },
            iter: 300,
            threads: 1,
            print: programs => string.Join("\n", programs.Select(ops => Op.Text(ops, World.Printed))));
        TestContext.Out.WriteLine($"{units} units, {dependencies} dependencies, {engine.Conflicts} executed again, {engine.StartedOver} batches started over");
        Assert.That(dependencies, Is.GreaterThan(units));
        Assert.That(engine.StartedOver, Is.GreaterThan(10));
    }

    /// <summary>Marks of units that are rolled back, by a failure caught, are not in the answer: whoever sees them nevertheless is found out.</summary>
    private static Gen<Argument> Operations(int depth)
    {
        var leaf = Gen.Frequency(
            (3, Gen.Const(new Op("Mark", new NumberArgument(0)))),
            (3, Cell.Select(cell => new Op("LookMark", cell))),
            (1, Gen.Const(new Op("Add", new NumberArgument(1)))));
        if (depth == 0) return leaf.Array[1, 3].Select(Argument (ops) => new OpsArgument([.. ops]));
        var inner = Operations(depth - 1);
        return Gen.Frequency(
                (4, leaf),
                (3, Gen.Select(Cell, inner, (cell, ops) => new Op("Call", cell, ops))),
                (2, Gen.Select(Cell, inner, (cell, ops) => new Op("Atomic", cell, ops))),
                (2, Gen.Select(Cell, inner, inner, (cell, yes, no) => new Op("When", cell, yes, no))),
                (1, Gen.Select(Cell, inner, (cell, ops) => new Op("Try", new OpsArgument([new Op("Atomic", cell, Failing(ops))])))))
            .Array[1, 3]
            .Select(Argument (ops) => new OpsArgument([.. ops]));
    }

    private static OpsArgument Failing(Argument ops) => new(((OpsArgument)ops).Ops.Add(new Op("Fail", new NumberArgument(1))));

    /// <summary>The operations, with the unit's number in every mark.</summary>
    private static Argument Numbered(Argument argument, int unit) => argument is OpsArgument ops
        ? new OpsArgument([.. ops.Ops.Select(op => op.Case == "Mark"
            ? new Op("Mark", new NumberArgument(unit))
            : new Op(op.Case, [.. op.Arguments.Select(inner => Numbered(inner, unit))]))])
        : argument;

    private static ImmutableArray<RegisterAccess> Accesses(CellAnswer answer) => answer.Answer is ResultAnswer { Value: StringValue log }
        ? [.. AccessPattern().Matches(log.Value).Select(match => new RegisterAccess(match.Groups[2].Value, int.Parse(match.Groups[3].Value), match.Groups[1].Value == "w"))]
        : [];

    [GeneratedRegex(@"(?<=^|;)(r|w)(\d+)=(-?\d+);")]
    private static partial Regex AccessPattern();
}
