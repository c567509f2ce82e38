using System.Text;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp.Tests;

/// <summary>Keeps what cells put out.</summary>
internal sealed class CollectedOutput : ICellOutput
{
    private readonly StringBuilder _printed = new();
    private readonly StringBuilder _errors = new();

    public string Printed => _printed.ToString();

    public string Errors => _errors.ToString();

    public List<MimeBundle> Displayed { get; } = [];

    public event Action? Changed;

    public void Print(string text)
    {
        _printed.Append(text);
        Changed?.Invoke();
    }

    public void PrintError(string text) => _errors.Append(text);

    public IDisplay Display(MimeBundle content)
    {
        Displayed.Add(content);
        return new Shown(this, Displayed.Count - 1);
    }

    private sealed class Shown(CollectedOutput output, int index) : IDisplay
    {
        public void Update(MimeBundle content) => output.Displayed[index] = content;
    }
}
