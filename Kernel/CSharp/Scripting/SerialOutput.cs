using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>Lets one through at a time: a cell may write from several threads.</summary>
internal sealed class SerialOutput(ICellOutput output) : ICellOutput
{
    private readonly Lock _gate = new();

    public void Print(string text)
    {
        lock (_gate) output.Print(text);
    }

    public void PrintError(string text)
    {
        lock (_gate) output.PrintError(text);
    }

    public IDisplay Display(MimeBundle content)
    {
        lock (_gate) return new SerialDisplay(output.Display(content), _gate);
    }

    private sealed class SerialDisplay(IDisplay display, Lock gate) : IDisplay
    {
        public void Update(MimeBundle content)
        {
            lock (gate) display.Update(content);
        }
    }
}
