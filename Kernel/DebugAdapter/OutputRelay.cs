using System.Text;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.Interpreter.Debugging;

namespace StateFlow.DebugAdapter;

/// <summary>Tells a client what the program prints, each text once, and what a step back has taken back.</summary>
internal sealed class OutputRelay(Action<OutputBody> send)
{
    private readonly StringBuilder _told = new();
    private int _here;

    /// <summary>Tells what is new where the run stands.</summary>
    public void Follow(DebugSession session)
    {
        var length = session.OutputLength;
        if (length < _here) send(new OutputBody("console", $"taken back: {Line(_told.ToString(length, _here - length))}"));
        if (length > _told.Length)
        {
            var text = session.OutputFrom(_told.Length);
            _told.Append(text);
            send(new OutputBody("stdout", text));
        }

        _here = length;
    }

    /// <summary>Forgets what was printed after the present place, since the run will go on otherwise.</summary>
    public void ForgetRest() => _told.Length = _here;

    /// <summary>Begins anew.</summary>
    public void Clear() => (_told.Length, _here) = (0, 0);

    private static string Line(string text) => text.EndsWith('\n') ? text : $"{text}\n";
}
