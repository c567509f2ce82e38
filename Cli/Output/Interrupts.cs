namespace StateFlow.Cli.Output;

/// <summary>Lets Ctrl-C end what is running instead of the process.</summary>
internal sealed class Interrupts
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;

    /// <summary>Computes something that Ctrl-C cancels.</summary>
    public T Run<T>(Func<CancellationToken, T> compute)
    {
        using var source = new CancellationTokenSource();
        Set(source);
        try
        {
            return compute(source.Token);
        }
        finally
        {
            Set(null);
        }
    }

    /// <summary>Cancels what is running.</summary>
    /// <returns>False if nothing is, or it has been told already and does not end.</returns>
    public bool TryCancel()
    {
        lock (_lock)
        {
            if (_running is null or { IsCancellationRequested: true }) return false;
            _running.Cancel();
            return true;
        }
    }

    private void Set(CancellationTokenSource? source)
    {
        lock (_lock) _running = source;
    }
}
