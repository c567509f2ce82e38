using System.Runtime.ExceptionServices;

namespace StateFlow.Language;

/// <summary>Runs recursive code on a stack of its own that is deep enough for whatever a user wrote.</summary>
internal static class DeepStack
{
    // Only the pages that are touched cost memory.
    private const int Size = 512 * 1024 * 1024;

    /// <summary>Computes on a thread of its own while this one waits; an exception arrives as if thrown here.</summary>
    public static T Run<T>(Func<T> compute)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = compute();
                }
                catch (Exception exception)
                {
                    error = ExceptionDispatchInfo.Capture(exception);
                }
            },
            Size);
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }
}
