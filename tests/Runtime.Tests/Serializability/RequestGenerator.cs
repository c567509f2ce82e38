using CsCheck;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>A batch of requests.</summary>
/// <param name="Shares">How the batch is divided among workers; the order is that of the shares.</param>
internal sealed record RequestBatch(ImmutableArray<ImmutableArray<CellRequest>> Shares)
{
    public IEnumerable<CellRequest> Requests => Shares.SelectMany(share => share);

    public override string ToString() => string.Join("\n| ", Shares.Select(share => string.Join("\n  ", share)));
}

/// <summary>Makes up requests: small programs of steps, calls, transactions, failures, creations and decisions on few cells, some of them hot.</summary>
internal static class RequestGenerator
{
    private const int Depth = 3;

    private static readonly Gen<Argument> Cell = Gen.Frequency(
        (2, Gen.Int[0, 1].Select(Argument (place) => new CellArgument(place))),
        (3, Gen.Int[0, World.Cells - 1].Select(Argument (place) => new CellArgument(place))));

    private static readonly Gen<Argument> Tag = Gen.Int[0, World.Tags - 1].Select(Argument (place) => new TagArgument(place));

    private static readonly Gen<Argument> Number = Gen.Int[-4, 8].Select(Argument (number) => new NumberArgument(number));

    private static readonly Gen<Op> Leaf = Gen.Frequency(
        (6, Number.Select(number => new Op("Add", number))),
        (1, Number.Select(number => new Op("Print", number))),
        (1, Number.Select(number => new Op("Fail", number))),
        (1, Number.Select(number => new Op("Mark", number))),
        (1, Cell.Select(cell => new Op("Peek", cell))),
        (2, Cell.Select(cell => new Op("Look", cell))),
        (1, Cell.Select(cell => new Op("LookMark", cell))),
        (1, Cell.Select(cell => new Op("Has", cell))),
        (1, Gen.Select(Cell, Number, (cell, first) => new Op("Create", cell, first))),
        (1, Gen.Select(Tag, Number, (tag, amount) => new Op("Tell", tag, amount))),
        (1, Gen.Select(Cell, Cell, (one, other) => new Op("Both", one, other))));

    /// <summary>Batches of two to two hundred requests, in up to four shares.</summary>
    public static Gen<RequestBatch> Batch { get; } = BatchOf(Request(OpsOf(Depth, mayFork: true)));

    /// <summary>Batches of few requests, each of which does one thing after another.</summary>
    public static Gen<RequestBatch> SequentialBatch { get; } = BatchOf(Request(OpsOf(Depth, mayFork: false)), 2, 10);

    /// <summary>Batches of two to three hundred requests, of each of which it is known before what it touches.</summary>
    public static Gen<RequestBatch> NamedBatch { get; } = Gen.Frequency((3, BatchOf(NamedRequest(), 2, 30)), (3, BatchOf(NamedRequest(), 30, 300)));

    private static Gen<RequestBatch> BatchOf(Gen<CellRequest> request) =>
        Gen.Frequency((8, BatchOf(request, 2, 12)), (3, BatchOf(request, 12, 60)), (1, BatchOf(request, 60, 200)));

    private static Gen<RequestBatch> BatchOf(Gen<CellRequest> request, int least, int most) => request.Array[least, most].SelectMany(requests =>
        Gen.Int[0, requests.Length].Array[0, 3].Select(cuts => Divide(requests, cuts)));

    private static RequestBatch Divide(CellRequest[] requests, int[] cuts)
    {
        int[] places = [0, .. cuts.Order(), requests.Length];
        return new RequestBatch([.. places.Zip(places.Skip(1), (from, to) => ImmutableArray.Create(requests[from..to]))]);
    }

    private static Gen<CellRequest> Request(Gen<Argument> ops) => Gen.Frequency(
        (5, Gen.Select(Cell, ops, (cell, all) => new CellRequest(cell, "Run", all))),
        (5, Gen.Select(Cell, ops, (cell, all) => new CellRequest(cell, "RunAtomic", all))),
        (2, Gen.Select(Cell, ops, (cell, all) => new CellRequest(cell, "Follow", all))),
        (2, Gen.Select(Tag, Cell, ops, (tag, cell, all) => new CellRequest(tag, "Route", cell, all))),
        (6, Gen.Select(Cell, Cell, Cell, (cell, deciding, target) => new CellRequest(cell, "Run", new OpsArgument([ReadOrWrite(deciding, target)])))),
        (4, Gen.Select(Cell, Number, (cell, amount) => new CellRequest(cell, "Run", new OpsArgument([new Op("Add", amount)])))),
        (6, Cell.Select(cell => new CellRequest(cell, "Amount"))),
        (1, Cell.Select(cell => new CellRequest(cell, "Id"))),
        (1, Gen.Select(Cell, Number, (cell, unit) => new CellRequest(cell, "SetMark", unit))),
        (1, Cell.Select(cell => new CellRequest(cell, ""))),
        (1, Gen.Select(Cell, Number, (cell, first) => new CellRequest(cell, null, first))),
        (1, Tag.Select(tag => new CellRequest(tag, null))),
        (1, Tag.Select(tag => new CellRequest(tag, ""))),
        (1, Gen.Select(Tag, Number, (tag, amount) => new CellRequest(tag, "Count", amount))));

    private static Gen<CellRequest> NamedRequest()
    {
        var reference = Cell.Select(Argument (cell) => new ReferenceArgument((CellArgument)cell));
        return Gen.Frequency(
            (3, Gen.Select(Cell, Number, reference, (cell, amount, other) => new CellRequest(cell, "Give", amount, other))),
            (5, Gen.Select(Cell, Number, reference, (cell, amount, other) => new CellRequest(cell, "GiveAtomic", amount, other))),
            (2, Gen.Select(Cell, Number, reference, (cell, amount, other) => new CellRequest(cell, "Attempt", amount, other))),
            (2, Gen.Select(Cell, Number, reference, (cell, count, other) => new CellRequest(cell, "Repeat", count, other))),
            (2, Gen.Select(Cell, Number, reference, reference, (cell, amount, middle, other) => new CellRequest(cell, "Relay", amount, middle, other))),
            (4, Gen.Select(Cell, reference, reference, (cell, one, other) => new CellRequest(cell, "Compare", one, other))),
            (3, Gen.Select(Cell, reference, (cell, other) => new CellRequest(cell, "Name", other))),
            (3, Cell.Select(cell => new CellRequest(cell, "Amount"))),
            (2, Cell.Select(cell => new CellRequest(cell, "Id"))),
            (2, Gen.Select(Cell, Number, (cell, amount) => new CellRequest(cell, "Receive", amount))),
            (1, Cell.Select(cell => new CellRequest(cell, ""))),
            (1, Gen.Select(Cell, Number, (cell, first) => new CellRequest(cell, null, first))),
            (1, Tag.Select(tag => new CellRequest(tag, null))),
            (2, Gen.Select(Tag, Number, (tag, amount) => new CellRequest(tag, "Count", amount))));
    }

    private static Gen<Argument> OpsOf(int depth, bool mayFork) => OpOf(depth, mayFork).Array[1, 3].Select(Argument (ops) => new OpsArgument([.. ops]));

    private static Gen<Op> OpOf(int depth, bool mayFork)
    {
        if (depth == 0) return Leaf;
        var ops = OpsOf(depth - 1, mayFork);
        return Gen.Frequency(
            (10, Leaf),
            (4, Gen.Select(Cell, ops, (cell, inner) => new Op("Call", cell, inner))),
            (3, Gen.Select(Cell, ops, (cell, inner) => new Op("Atomic", cell, inner))),
            (1, ops.Select(inner => new Op("Here", inner))),
            (2, ops.Select(inner => new Op("Try", inner))),
            (3, Gen.Select(Cell, ops, ops, (cell, yes, no) => new Op("When", cell, yes, no))),
            (3, Gen.Select(Cell, Cell, ReadOrWrite)),
            (3, ops.Select(inner => new Op("Chase", inner))),
            (mayFork ? 1 : 0, Gen.Select(Cell, Cell, ops, (one, other, inner) => new Op("Spread", one, other, inner))));
    }

    /// <summary>Reads a cell or writes it, as another one says.</summary>
    private static Op ReadOrWrite(Argument deciding, Argument target) => new(
        "When",
        deciding,
        new OpsArgument([new Op("Look", target)]),
        new OpsArgument([new Op("Call", target, new OpsArgument([new Op("Add", new NumberArgument(1))]))]));
}
