using System.Text;

namespace StateFlow.Interpreter.Debugging;

/// <summary>What a run prints. What was printed after a place that it has gone back to is kept: going forward prints the same again.</summary>
/// <param name="show">Is given what is printed, when it is shown.</param>
internal sealed class PrintedText(Action<string>? show)
{
    private readonly StringBuilder _text = new();
    private int _shown;

    /// <summary>How much is printed where the run stands.</summary>
    public int Length { get; private set; }

    public void Print(string text)
    {
        if (Length == _text.Length) _text.Append(text);
        Length += text.Length;
    }

    /// <summary>Goes to a place, up to which so much had been printed.</summary>
    public void GoTo(int length) => Length = length;

    /// <summary>Shows what is printed and not yet shown; what was taken back is no longer shown.</summary>
    public void Show()
    {
        if (_shown < Length) show?.Invoke(From(_shown));
        _shown = Length;
    }

    /// <summary>Forgets what was printed after the present place.</summary>
    public void ForgetRest() => _text.Length = Length;

    public string From(int start) => start >= Length ? "" : _text.ToString(start, Length - start);
}
