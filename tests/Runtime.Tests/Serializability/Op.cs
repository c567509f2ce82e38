using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>What an <see cref="Op"/> says.</summary>
internal abstract record Argument;

/// <summary>A cell of the world in which the request is executed.</summary>
internal sealed record CellArgument(int Place) : Argument;

/// <summary>A reference to a cell.</summary>
internal sealed record ReferenceArgument(CellArgument Cell) : Argument;

/// <summary>A tag of that world.</summary>
internal sealed record TagArgument(int Place) : Argument;

/// <summary>A number.</summary>
internal sealed record NumberArgument(int Number) : Argument;

/// <summary>What else is to be done.</summary>
internal sealed record OpsArgument(ImmutableArray<Op> Ops) : Argument;

/// <summary>A value of the type <c>Op</c> of <c>Cells.sf</c>.</summary>
internal sealed record Op(string Case, params ImmutableArray<Argument> Arguments)
{
    /// <summary>As a program writes it.</summary>
    public override string ToString() => Text(World.Printed);

    /// <summary>As a program writes it.</summary>
    public string Text(World world) => Arguments.Length switch
    {
        1 => $"{Case} {Text(Arguments[0], world)}",
        _ => $"{Case} ({string.Join(", ", Arguments.Select(argument => Text(argument, world)))})",
    };

    /// <summary>As the engine takes it.</summary>
    public Value ToValue(World world, LoadedProgram program)
    {
        var tag = Array.IndexOf(Cases, Case);
        return new UnionValue(program.Case("Op", tag), [.. Arguments.Select(argument => ToValue(argument, world, program))]);
    }

    public static string Text(Argument argument, World world) => argument switch
    {
        CellArgument cell => $"{world.Cell(cell.Place)}",
        ReferenceArgument { Cell: var cell } => $"Cell.Get({world.Cell(cell.Place)})",
        TagArgument tag => $"\"{world.Tag(tag.Place)}\"",
        NumberArgument number => number.Number < 0 ? $"({number.Number})" : $"{number.Number}",
        OpsArgument ops => $"[{string.Join("; ", ops.Ops.Select(op => op.Text(world)))}]",
        _ => throw new ArgumentOutOfRangeException(nameof(argument)),
    };

    public static Value ToValue(Argument argument, World world, LoadedProgram program) => argument switch
    {
        CellArgument cell => IntValue.Of(world.Cell(cell.Place)),
        ReferenceArgument { Cell: var cell } => new EntityReference("Cell", IntValue.Of(world.Cell(cell.Place))),
        TagArgument tag => new StringValue(world.Tag(tag.Place)),
        NumberArgument number => IntValue.Of(number.Number),
        OpsArgument ops => ListValue.From(ops.Ops.Select(op => op.ToValue(world, program))),
        _ => throw new ArgumentOutOfRangeException(nameof(argument)),
    };

    private static string[] Cases { get; } =
    [
        "Add", "Print", "Fail", "Mark", "Peek", "Look", "LookMark", "Has", "Create", "Tell", "Call", "Atomic", "Here", "Try", "When", "Chase", "Both", "Spread",
    ];
}

/// <summary>Some cells and tags of their own for a set of requests, so that one engine executes many sets.</summary>
internal sealed record World(int Number)
{
    public const int Cells = 12;

    public const int Tags = 3;

    public static World Printed { get; } = new(0);

    public int Cell(int place) => Number * Cells + place;

    public string Tag(int place) => $"tag {Number}.{place}";
}
