using StateFlow.Interpreter.Debugging;

namespace StateFlow.Cli.Debugging;

/// <content>What a screen shows besides.</content>
internal sealed partial class DebuggerShell
{
    private int _scrolled;

    /// <summary>The frame that <c>print</c> evaluates in.</summary>
    public int SelectedFrame => _frame;

    /// <summary>The line of the source in the middle of the screen.</summary>
    public (string File, int Line) ShownLine
    {
        get
        {
            var frames = Session.Frames;
            return frames.IsEmpty
                ? (Listing.FirstFile, Math.Max(1, 1 + _scrolled))
                : (frames[Math.Min(_frame, frames.Length - 1)].Span.File, Math.Max(1, frames[Math.Min(_frame, frames.Length - 1)].Span.Start.Line + _scrolled));
        }
    }

    /// <summary>The command that sets a breakpoint at the shown line, or removes the one there.</summary>
    public string ToggleCommand
    {
        get
        {
            var (file, line) = ShownLine;
            return Session.Breakpoints.FirstOrDefault(breakpoint => breakpoint.Target == new LineTarget(file, line)) is { } there ? $"delete {there.Id}" : $"break {file}:{line}";
        }
    }

    public void Scroll(int lines) => _scrolled += lines;

    public void ShowCurrentLine() => _scrolled = 0;
}
