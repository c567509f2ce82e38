namespace StateFlow.Jupyter.Outputs;

/// <summary>Standard input of cells, which there is none of.</summary>
internal sealed class RefusedInput : TextReader
{
    public static RefusedInput Instance { get; } = new();

    public override int Peek() => throw Refused();

    public override int Read() => throw Refused();

    public override int Read(char[] buffer, int index, int count) => throw Refused();

    public override string? ReadLine() => throw Refused();

    private static InvalidOperationException Refused() =>
        new("there is no standard input in a notebook: assign what you would type to a variable, in a cell of its own");
}
