using System.Text;

namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>Hands on what a cell writes to the console.</summary>
internal sealed class CellWriter(Action<string> print) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => print(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value)) print(value);
    }

    public override void WriteLine(string? value) => print($"{value}\n");

    public override void WriteLine() => print("\n");
}
