using System.Runtime.ExceptionServices;

namespace StateFlow.Conformance.Tests;

/// <summary>Runs code with as much stack as the command gives it.</summary>
internal static class DeepStack
{
    private const int Size = 512 * 1024 * 1024;

    public static T Run<T>(Func<T> work)
    {
        var result = default(T)!;
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception exception)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                }
            },
            Size);
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result;
    }
}
