using System.Text;

namespace StateFlow.Interpreter.Debugging;

/// <summary>What a run prints. What was printed after a place that it has gone back to is kept: going forward prints the same again.</summary>
internal sealed class PrintedText
{
    private readonly StringBuilder _text = new();

    /// <summary>How much is printed where the run stands.</summary>
    public int Length { get; private set; }

    public void Print(string text)
    {
        if (Length == _text.Length) _text.Append(text);
        Length += text.Length;
    }

    /// <summary>Goes to a place, up to which so much had been printed.</summary>
    public void GoTo(int length) => Length = length;

    /// <summary>Forgets what was printed after the present place.</summary>
    public void ForgetRest() => _text.Length = Length;

    public string From(int start) => start >= Length ? "" : _text.ToString(start, Length - start);
}
