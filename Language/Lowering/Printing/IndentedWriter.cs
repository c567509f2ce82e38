using System.Text;

namespace StateFlow.Language.Lowering.Printing;

/// <summary>Writes lines under an indentation.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>The spaces of an indentation.</summary>
    public static string Indentation(int depth) => new(' ', depth * 4);

    public void Line(string text) => _text.Append(Indentation(_depth)).Append(text).Append('\n');

    public void Line(PrintedLine line) => Line(Indentation(line.Depth) + line.Text);

    public void Indented(Action write)
    {
        _depth++;
        write();
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
