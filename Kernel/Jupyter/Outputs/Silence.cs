using StateFlow.Notebooks.Outputs;

namespace StateFlow.Jupyter.Outputs;

/// <summary>The output of a cell that nobody is to see.</summary>
internal sealed class Silence : ICellOutput, IDisplay
{
    public static Silence Instance { get; } = new();

    public void Print(string text)
    {
    }

    public void PrintError(string text)
    {
    }

    public IDisplay Display(MimeBundle content) => this;

    public void Update(MimeBundle content)
    {
    }
}
