using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>Units that go another way when they are executed again.</summary>
public sealed class RepetitionTests
{
    private const string Source = """
        entity Cell(id: int) =
            key id
            let mutable number = 0
            member this.Number : int = number
            member this.Set(value: int) : unit = number <- value

        entity Unit(id: int) =
            key id
            let mutable runs = 0

            /// Reads the target if the switch is 0, and else writes it.
            member this.ReadOrWrite(switch: Cell, target: Cell) : int =
                runs <- runs + 1
                if switch.Number = 0 then target.Number
                else
                    target.Set(7)
                    0

            /// Ends only where both have the same number.
            member this.Compare(switch: Cell, one: Cell, other: Cell) : int =
                runs <- runs + 1
                if switch.Number <> 0 then
                    while one.Number <> other.Number do
                        runs <- runs + 1
                runs

            /// Creates the cell unless the switch is 0.
            member this.CreateUnless(switch: Cell, id: int) : bool =
                runs <- runs + 1
                if switch.Number = 0 then false
                else
                    ignore (Cell(id))
                    true

            member this.Read(target: Cell) : int =
                runs <- runs + 1
                target.Number

            member this.Knows(id: int) : bool =
                runs <- runs + 1
                Cell.Exists(id)
        """;

    [Test]
    public void AUnitThatWritesWhatItOnlyReadBeforeIsSeenByLaterOnes() => Assert.That(
        Execute(Set(0, 1), Call(0, "ReadOrWrite", Cell(0), Cell(1)), Call(1, "Read", Cell(1))),
        Is.EqualTo(["()", "0", "7"]));

    [Test]
    public void AUnitThatWritesWhatItHasNotUsedBeforeIsSeenByLaterOnes() => Assert.That(
        Execute(Set(0, 1), Call(0, "CreateUnless", Cell(0), IntValue.Of(9)), Call(1, "Knows", IntValue.Of(9))),
        Is.EqualTo(["()", "true", "true"]));

    [Test]
    public void AUnitDoesNotGoOnInAStateThatNeverWas() => Assert.That(
        Execute(Set(0, 1), Call(0, "Compare", Cell(0), Cell(1), Cell(2)), Set(2, 5)),
        Is.EqualTo(["()", "1", "()"]));

    /// <summary>The answers to requests of one batch, which is started over.</summary>
    private static IEnumerable<string> Execute(params IReadOnlyList<EntityRequest> requests)
    {
        var program = new CompiledProgram(CellEngine.Compile(Source), Partitions.Bits(2));
        using var batches = new BatchExecutor(program, workers: 2, maxDepth: 100, parallelThreshold: 1) { UsesFootprints = false };
        batches.Execute(Batch([.. new[] { "Cell", "Unit" }.SelectMany(entity => Enumerable.Range(0, 3).Select(id => Create(entity, id)))]));
        var batch = Batch(requests);
        batches.Execute(batch);
        Assert.That(batches.StartedOver, Is.EqualTo(1));
        return [.. batch.Requests.Select(request => ValueNotation.Shown(((ResultAnswer)request.Answer!).Value))];

        Batch Batch(IReadOnlyList<EntityRequest> all) => new([.. all.Select(request =>
        {
            var (op, method) = RequestCheck.Check(program, request);
            return new PendingRequest(request, op, method, receiver: null, ticket: 0);
        })]);
    }

    private static EntityRequest Create(string entity, int id) => new CreateRequest(new EntityReference(entity, IntValue.Of(id)), [IntValue.Of(id)]);

    private static EntityRequest Set(int cell, int value) => new InvokeRequest(Cell(cell), "Cell.Set", [IntValue.Of(value)]);

    private static EntityRequest Call(int unit, string member, params Value[] arguments) =>
        new InvokeRequest(new EntityReference("Unit", IntValue.Of(unit)), $"Unit.{member}", [.. arguments]);

    private static EntityReference Cell(int id) => new("Cell", IntValue.Of(id));
}
