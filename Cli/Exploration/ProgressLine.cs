using StateFlow.Cli.Output;
using StateFlow.Interpreter.Exploration;

namespace StateFlow.Cli.Exploration;

/// <summary>One line on a terminal that says how far a search is; nothing where errors go elsewhere.</summary>
internal sealed class ProgressLine(TextWriter terminal) : IProgress<ExplorationProgress>, IDisposable
{
    private const int Width = 30;
    private const string EraseLine = "\r\u001b[K";

    private bool _isShown;

    public static ProgressLine? On(StandardStreams streams) => streams.HasTerminal ? new ProgressLine(streams.Errors) : null;

    public void Report(ExplorationProgress value)
    {
        var done = (int)((long)Width * value.States / value.MaxStates);
        terminal.Write($"{EraseLine}[{new string('#', done)}{new string('.', Width - done)}] {value.States} states, {value.Runs} runs");
        _isShown = true;
    }

    public void Dispose()
    {
        if (_isShown) terminal.Write(EraseLine);
    }
}
