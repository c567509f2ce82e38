using System.Runtime.InteropServices;
using StateFlow.Execution.Analysis;

namespace StateFlow.Runtime.Execution;

/// <summary>Executes a batch of units whose footprints are known by all workers, on the states themselves.</summary>
/// <remarks>
/// Each unit reserves what it touches; those that no earlier unit stands in the way of have nothing in common that either writes, and are
/// executed beside each other as if they were alone; the others after them, one by one. So nothing is copied, validated or done twice. It is the
/// locking in the order of the log of Calvin (SIGMOD 2012), with Aria's reservations (VLDB 2020) in the place of a lock table.
/// </remarks>
internal sealed class OrderedExecution(WorkerTeam team)
{
    private readonly List<TouchedEntity>[] _touched = [.. team.Executors.Select(_ => new List<TouchedEntity>())];
    private long _number;
    private RequestWork? _complete;

    /// <summary>Executes a batch.</summary>
    /// <returns>How many units had to wait for others.</returns>
    public int Execute(Batch batch, long number, RequestWork? complete)
    {
        (_number, _complete) = (number, complete);
        var (reservation, execution) = (new BatchPass(batch), new BatchPass(batch));
        var waiting = 0;
        team.Do(worker =>
        {
            _touched[worker].Clear();
            team.Conflicts[worker].Clear();
            team.Pass(reservation, worker, Reserve);
            team.Meet();
            team.Pass(execution, worker, Execute);
            team.Meet();
            if (worker == 0) team.Attempt(() => waiting = ExecuteWaiting());
        });
        return waiting;
    }

    private void Reserve(ReadOnlySpan<PendingRequest> requests, int first, int worker)
    {
        var (lookups, touched) = (team.Lookups[worker], _touched[worker]);
        Memory.Prefetch(requests);
        lookups.Make(requests);
        for (var i = 0; i < requests.Length; i++)
        {
            var start = touched.Count;
            requests[i].TakeFootprint(lookups, touched);
            requests[i].Accesses = new UnitAccesses(worker, start, touched.Count - start);
            var ticket = Ticket.Of(_number, first + i);
            foreach (ref readonly var entity in CollectionsMarshal.AsSpan(touched)[start..])
            {
                if ((entity.Access & Access.Write) != 0) Ticket.Reserve(ref entity.Home.WriteReservation, ticket);
                else if (entity.Access != Access.None) Ticket.Reserve(ref entity.Home.ReadReservation, ticket);
            }
        }
    }

    private void Execute(ReadOnlySpan<PendingRequest> requests, int first, int worker)
    {
        var (executor, done) = (team.Executors[worker], 0);

        // Found out for all before the first is executed: each waits for memory while the others do.
        Span<bool> mustWait = stackalloc bool[requests.Length];
        for (var i = 0; i < requests.Length; i++) mustWait[i] = MustWait(TouchedBy(requests[i]), Ticket.Of(_number, first + i));
        for (var i = 0; i < requests.Length; i++)
        {
            if (!mustWait[i])
            {
                requests[i].Introduce(TouchedBy(requests[i]), executor);
                requests[i].Execute(executor);
                continue;
            }

            team.Conflicts[worker].Add(new Conflict(first + i, requests[i]));
            _complete?.Invoke(requests[done..i]);
            done = i + 1;
        }

        _complete?.Invoke(requests[done..]);
    }

    private ReadOnlySpan<TouchedEntity> TouchedBy(PendingRequest request)
    {
        var (worker, start, count) = request.Accesses;
        return CollectionsMarshal.AsSpan(_touched[worker]).Slice(start, count);
    }

    private static bool MustWait(ReadOnlySpan<TouchedEntity> touched, long ticket)
    {
        foreach (ref readonly var entity in touched)
        {
            if (entity.Access != Access.None && Ticket.IsEarlier(entity.Home.WriteReservation, ticket)) return true;
            if ((entity.Access & Access.Write) != 0 && Ticket.IsEarlier(entity.Home.ReadReservation, ticket)) return true;
        }

        return false;
    }

    private int ExecuteWaiting()
    {
        var waiting = team.AllConflicts();
        foreach (var chunk in waiting.Chunk(Batch.ChunkLength))
        {
            foreach (var (_, request) in chunk) request.Execute(team.Executors[0]);
            _complete?.Invoke([.. chunk.Select(conflict => conflict.Request)]);
        }

        return waiting.Length;
    }
}
