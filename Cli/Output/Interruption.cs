namespace StateFlow.Cli.Output;

/// <summary>What Ctrl-C does while a command runs that has something better to do than to end at once.</summary>
internal sealed class Interruption
{
    private Action? _handler;

    /// <summary>Lets a command handle the first Ctrl-C; another one ends the process.</summary>
    public void Handle(Action? handler) => Volatile.Write(ref _handler, handler);

    /// <summary>Does what a command wants to be done; false if none does.</summary>
    public bool TryHandle()
    {
        var handler = Interlocked.Exchange(ref _handler, null);
        handler?.Invoke();
        return handler is not null;
    }
}
