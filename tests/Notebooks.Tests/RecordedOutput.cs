using System.Text;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Tests;

/// <summary>Keeps what cells put out.</summary>
internal sealed class RecordedOutput : ICellOutput
{
    private readonly StringBuilder _printed = new();
    private readonly StringBuilder _errors = new();
    private readonly List<ShownContent> _displays = [];

    public string Printed => _printed.ToString();

    public string Errors => _errors.ToString();

    public IReadOnlyList<ShownContent> Displays => _displays;

    /// <summary>Is told what is printed, when it is.</summary>
    public Action<string> OnPrint { get; init; } = static _ => { };

    public void Print(string text)
    {
        _printed.Append(text);
        OnPrint(text);
    }

    public void PrintError(string text) => _errors.Append(text);

    public IDisplay Display(MimeBundle content)
    {
        _displays.Add(new ShownContent(content));
        return _displays[^1];
    }

    internal sealed class ShownContent(MimeBundle first) : IDisplay
    {
        public MimeBundle Content { get; private set; } = first;

        public int Updates { get; private set; }

        public void Update(MimeBundle content) => (Content, Updates) = (content, Updates + 1);
    }
}
