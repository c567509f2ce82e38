using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Tests.Durability;

/// <summary>Appends batches and takes snapshots without end, and prints which batches are acknowledged.</summary>
internal static class Appender
{
    private const int Ahead = 40;
    private const int SnapshotEvery = 300;

    /// <summary>The exit code after an error that was reported as such.</summary>
    public const int Reported = 3;

    public static async Task<int> RunAsync(string directory)
    {
        await using var store = Store.Open(directory, TestProgram.Shop);
        using var room = new SemaphoreSlim(0);
        EngineException? fault = null;
        var acknowledged = store.DurableBatch;
        store.Progress = problem =>
        {
            fault ??= problem;
            if (problem is null)
            {
                var durable = store.DurableBatch;
                Console.Out.WriteLine(durable);
                room.Release((int)(durable - acknowledged));
                acknowledged = durable;
            }
            else
            {
                room.Release();
            }
        };
        room.Release(Ahead);
        var saving = Task.CompletedTask;
        for (var number = store.DurableBatch + 1; ; number++)
        {
            await room.WaitAsync();
            if (fault is null && saving.IsFaulted) fault = saving.Exception.InnerException as EngineException;
            if (fault is not null)
            {
                await Console.Error.WriteLineAsync($"fault: {fault.Message}");
                return Reported;
            }

            store.Append(TestProgram.Batch(number));
            if (number % SnapshotEvery == 0 && saving.IsCompleted)
            {
                var batch = store.DurableBatch;
                saving = store.SaveAsync(new SnapshotChanges(batch, Enumerable.Range(0, 50).Select(i => TestProgram.Item($"item {i}", batch)), [], []), default);
            }
        }
    }
}
