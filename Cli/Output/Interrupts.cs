namespace StateFlow.Cli.Output;

/// <summary>Lets a signal end what is running instead of the process.</summary>
internal sealed class Interrupts
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;
    private bool _endsGracefully;

    /// <summary>Computes something that Ctrl-C cancels.</summary>
    /// <param name="endsGracefully">Whether it is told also when the process is to end, and then does.</param>
    public T Run<T>(Func<CancellationToken, T> compute, bool endsGracefully = false)
    {
        using var source = new CancellationTokenSource();
        Set(source, endsGracefully);
        try
        {
            return compute(source.Token);
        }
        finally
        {
            Set(null, false);
        }
    }

    /// <summary>Cancels what is running.</summary>
    /// <param name="isTermination">Whether the process is to end.</param>
    /// <returns>False if nothing is, or it has been told already and does not end.</returns>
    public bool TryCancel(bool isTermination)
    {
        lock (_lock)
        {
            if (_running is null or { IsCancellationRequested: true } || (isTermination && !_endsGracefully)) return false;
            _running.Cancel();
            return true;
        }
    }

    private void Set(CancellationTokenSource? source, bool endsGracefully)
    {
        lock (_lock) (_running, _endsGracefully) = (source, endsGracefully);
    }
}
