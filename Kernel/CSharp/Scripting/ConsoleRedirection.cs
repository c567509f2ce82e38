using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>The console goes to a cell's output until this is disposed.</summary>
internal sealed class ConsoleRedirection : IDisposable
{
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;

    public ConsoleRedirection(ICellOutput output)
    {
        Console.SetOut(new CellWriter(output.Print));
        Console.SetError(new CellWriter(output.PrintError));
    }

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
    }
}
