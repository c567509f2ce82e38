namespace StateFlow.Jupyter.Requests;

/// <summary>The cell that runs, which another thread may interrupt.</summary>
internal sealed class RunningCell
{
    private volatile CancellationTokenSource? _cancellation;

    public T Run<T>(Func<CancellationToken, Task<T>> run)
    {
        var cancellation = new CancellationTokenSource();
        _cancellation = cancellation;
        try
        {
            return run(cancellation.Token).GetAwaiter().GetResult();
        }
        finally
        {
            _cancellation = null;
        }
    }

    /// <summary>Does nothing if no cell runs.</summary>
    public void Interrupt() => _cancellation?.Cancel();
}
