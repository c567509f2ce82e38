using System.Text;

namespace StateFlow.Language.Lowering.Printing;

/// <summary>Writes lines under an indentation.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string text) => _text.Append(' ', _depth * 4).Append(text).Append('\n');

    public void Indented(Action write)
    {
        _depth++;
        write();
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
