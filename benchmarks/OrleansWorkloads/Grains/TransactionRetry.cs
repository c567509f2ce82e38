using Orleans.Transactions;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Grains;

/// <summary>Repeats a transaction that was aborted since another one stood in its way, as a client of Orleans Transactions must.</summary>
internal static class TransactionRetry
{
    private const int LongestPause = 64;

    /// <param name="begin">Begins the transaction.</param>
    /// <param name="isRefusal">Whether what aborted it is a failure of the program, which it would meet again; null if it has none.</param>
    public static async Task<RequestOutcome> RunAsync(Func<Task> begin, Func<Exception?, bool>? isRefusal = null)
    {
        for (var pause = 1; ; pause = Math.Min(2 * pause, LongestPause))
        {
            try
            {
                await begin().ConfigureAwait(false);
                return RequestOutcome.Succeeded;
            }
            catch (OrleansTransactionInDoubtException)
            {
                // It may have been committed: not to be repeated.
                return RequestOutcome.Failed;
            }
            catch (OrleansTransactionAbortedException exception) when (isRefusal?.Invoke(exception.InnerException) == true)
            {
                return RequestOutcome.Failed;
            }
            catch (OrleansTransactionException)
            {
                await Task.Delay(Random.Shared.Next(pause + 1)).ConfigureAwait(false);
            }
        }
    }
}
