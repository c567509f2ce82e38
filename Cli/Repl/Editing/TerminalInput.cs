using System.Text;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Syntax;

namespace StateFlow.Cli.Repl.Editing;

/// <summary>Reads submissions that are typed at a terminal.</summary>
internal sealed class TerminalInput(Session session, TextWriter terminal, History history, ImmutableArray<string> commands) : IReplInput
{
    private const int MaxCompletionsShown = 40;

    /// <summary>So many characters at once nobody types.</summary>
    private const int ShortestPaste = 200;

    private static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(20);

    private readonly Screen _screen = new(terminal);
    private readonly EditBuffer _buffer = new();
    private ConsoleKeyInfo? _pending;
    private int _historyPlace;
    private string _edited = "";

    public string? Read(string prompt)
    {
        _buffer.Set("");
        _historyPlace = history.Entries.Count;
        _screen.Begin(prompt);
        var before = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true; // While something runs it is a signal, which interrupts that.
        try
        {
            while (true)
            {
                _screen.Show(_buffer.Text, _buffer.Cursor);
                switch (Handle(NextKey()))
                {
                    case Outcome.Submit:
                        _screen.End(_buffer.Text);
                        var text = PipedInput.WithoutEnd(_buffer.Text).TrimEnd();
                        if (text != "") history.Add(text);
                        return text;
                    case Outcome.Abandon:
                        _screen.End(_buffer.Text, "^C");
                        _buffer.Set("");
                        _screen.Begin(prompt);
                        break;
                    case Outcome.End:
                        _screen.End("");
                        return null;
                }
            }
        }
        catch (InvalidOperationException)
        {
            return null; // The terminal is gone.
        }
        finally
        {
            Console.TreatControlCAsInput = before;
        }
    }

    private Outcome Handle(ConsoleKeyInfo key)
    {
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.Enter when key.Modifiers.HasFlag(ConsoleModifiers.Alt):
                _buffer.InsertLine();
                break;
            case ConsoleKey.Enter:
                return Enter();
            case ConsoleKey.C when isControl:
                return Outcome.Abandon;
            case ConsoleKey.D when isControl && _buffer.Text == "":
                return Outcome.End;
            case ConsoleKey.Tab:
                Complete();
                break;
            case ConsoleKey.UpArrow when !_buffer.Up():
                Recall(-1);
                break;
            case ConsoleKey.DownArrow when !_buffer.Down():
                Recall(1);
                break;
            case ConsoleKey.L when isControl:
                _screen.Clear();
                break;
            default:
                if (isControl ? !Control(key.Key) : !Move(key.Key)) Insert(key);
                break;
        }

        return Outcome.GoOn;
    }

    private bool Move(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.LeftArrow: _buffer.Left(); return true;
            case ConsoleKey.RightArrow: _buffer.Right(); return true;
            case ConsoleKey.Home: _buffer.Home(); return true;
            case ConsoleKey.End: _buffer.End(); return true;
            case ConsoleKey.Backspace: _buffer.Backspace(); return true;
            case ConsoleKey.Delete: _buffer.DeleteNext(); return true;
            case ConsoleKey.UpArrow or ConsoleKey.DownArrow: return true;
            default: return false;
        }
    }

    private bool Control(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A: _buffer.Home(); return true;
            case ConsoleKey.E: _buffer.End(); return true;
            case ConsoleKey.B: _buffer.Left(); return true;
            case ConsoleKey.F: _buffer.Right(); return true;
            case ConsoleKey.D: _buffer.DeleteNext(); return true;
            case ConsoleKey.H: _buffer.Backspace(); return true;
            case ConsoleKey.U: _buffer.DeleteToLineStart(); return true;
            case ConsoleKey.K: _buffer.DeleteToLineEnd(); return true;
            case ConsoleKey.W or ConsoleKey.Backspace: _buffer.DeleteWordBefore(); return true;
            case ConsoleKey.LeftArrow: _buffer.WordLeft(); return true;
            case ConsoleKey.RightArrow: _buffer.WordRight(); return true;
            default: return false;
        }
    }

    /// <summary>Inserts a character, and with it all that has arrived by now: pasted text is not shown character by character.</summary>
    private void Insert(ConsoleKeyInfo key)
    {
        var text = new StringBuilder();
        if (!char.IsControl(key.KeyChar)) text.Append(key.KeyChar);
        while (_pending is null && HasMore(text.Length))
        {
            var next = Console.ReadKey(intercept: true);
            if (next.Key == ConsoleKey.Enter && !IsCommand() && HasMore(text.Length)) text.Append('\n');
            else if (next.Key == ConsoleKey.Tab && text.Length >= ShortestPaste) text.Append("    ");
            else if (next.Key != ConsoleKey.Enter && !char.IsControl(next.KeyChar)) text.Append(next.KeyChar);
            else _pending = next;
        }

        _buffer.Insert(text.ToString());

        bool IsCommand() => (_buffer.Text.Length > 0 ? _buffer.Text[0] : text.Length > 0 ? text[0] : ' ') == ':';
    }

    /// <summary>Whether another key has arrived; a long paste comes in pieces.</summary>
    private static bool HasMore(int length)
    {
        if (Console.KeyAvailable) return true;
        if (length < ShortestPaste) return false;
        Thread.Sleep(BetweenPieces);
        return Console.KeyAvailable;
    }

    private ConsoleKeyInfo NextKey()
    {
        if (_pending is not { } key) return Console.ReadKey(intercept: true);
        _pending = null;
        return key;
    }

    private Outcome Enter()
    {
        var text = _buffer.Text;
        if (_buffer.IsSingleLine ? !IsUnfinished(text) : _buffer.IsAtBlankLastLine || text.TrimEnd().EndsWith(";;", StringComparison.Ordinal)) return Outcome.Submit;
        _buffer.InsertLine();
        return Outcome.GoOn;
    }

    private static bool IsUnfinished(string line) =>
        !line.StartsWith(':') && !line.TrimEnd().EndsWith(";;", StringComparison.Ordinal) && Parser.Parse(new SourceText("stdin", line)).IsIncomplete;

    private void Recall(int direction)
    {
        var place = _historyPlace + direction;
        if (place < 0 || place > history.Entries.Count) return;
        if (_historyPlace == history.Entries.Count) _edited = _buffer.Text;
        _historyPlace = place;
        _buffer.Set(place == history.Entries.Count ? _edited : history.Entries[place]);
    }

    private void Complete()
    {
        if (_buffer.IsInIndentation)
        {
            _buffer.InsertIndent();
            return;
        }

        var typed = _buffer.Text[.._buffer.Cursor];
        var (start, found) = typed.StartsWith(':') && !typed.Contains(' ')
            ? new CompletionList(0, [.. commands.Where(command => command.StartsWith(typed, StringComparison.Ordinal)).Select(command => new CompletionItem(command))])
            : session.Complete(_buffer.Text, _buffer.Cursor);
        var items = found.Select(item => item.Text).ToImmutableArray();
        if (items.IsEmpty) return;
        var common = items.Skip(1).Aggregate(items[0], (left, right) => left[..left.AsSpan().CommonPrefixLength(right)]);
        if (items.Length == 1 || common.Length > _buffer.Cursor - start) _buffer.Replace(start, items.Length == 1 ? items[0] : common);
        else _screen.WriteBelow(_buffer.Text, string.Join("  ", items.Take(MaxCompletionsShown)) + (items.Length > MaxCompletionsShown ? $"  ({items.Length - MaxCompletionsShown} more)" : ""));
    }

    private enum Outcome
    {
        GoOn,
        Submit,
        Abandon,
        End,
    }
}
