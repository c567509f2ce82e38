namespace StateFlow.Runtime.Execution;

/// <summary>Executes a batch by all workers against the states before it, on copies.</summary>
/// <remarks>
/// Units without conflict with an earlier one are committed; the others are executed again, one by one. This is the protocol of Aria (VLDB
/// 2020), with the fallback in the same batch of Styx (SIGMOD 2025), and without Aria's reordering, so that the order of the log is kept.
/// </remarks>
/// <param name="executeOneByOne">Executes a batch that has to be started over.</param>
internal sealed class SpeculativeExecution(WorkerTeam team, Action<Batch> executeOneByOne)
{
    private long _number;

    /// <summary>How many batches were undone and executed one by one.</summary>
    public long StartedOver { get; private set; }

    /// <summary>Executes a batch.</summary>
    /// <returns>How many units had to be executed again.</returns>
    public int Execute(Batch batch, long number, RequestWork? complete)
    {
        _number = number;
        var (execution, commit, completion) = (new BatchPass(batch), new BatchPass(batch), new BatchPass(batch));
        var repeated = 0;
        team.Do(worker =>
        {
            team.Pass(execution, worker, Execute);
            team.Meet();
            team.Conflicts[worker].Clear();
            team.Pass(commit, worker, Commit);
            team.Meet();
            if (team.Conflicts.Any(conflicts => conflicts.Count > 0))
            {
                if (worker == 0) team.Attempt(() => repeated = Repeat(batch));
                team.Meet();
            }

            if (complete is not null) team.Pass(completion, worker, (requests, _, _) => complete(requests));
        });
        foreach (var executor in team.Executors) executor.EndBatch();
        return repeated;
    }

    private void Execute(ReadOnlySpan<PendingRequest> requests, int first, int worker)
    {
        var (lookups, executor) = (team.Lookups[worker], team.Executors[worker]);
        Memory.Prefetch(requests);
        lookups.Make(requests);
        for (var i = 0; i < requests.Length; i++)
        {
            requests[i].TakeLookups(lookups, executor);
            requests[i].Execute(executor, Ticket.Of(_number, first + i));
        }
    }

    private void Commit(ReadOnlySpan<PendingRequest> requests, int first, int worker)
    {
        for (var i = 0; i < requests.Length; i++)
        {
            var accesses = AccessesOf(requests[i]);
            if (HasConflict(accesses, Ticket.Of(_number, first + i))) team.Conflicts[worker].Add(new Conflict(first + i, requests[i]));
            else team.Executors[worker].Exchange(accesses);
        }
    }

    private ReadOnlySpan<AccessEntry> AccessesOf(PendingRequest request) => team.Executors[request.Accesses.Worker].Accesses(request.Accesses);

    private static bool HasConflict(ReadOnlySpan<AccessEntry> accesses, long ticket)
    {
        foreach (ref readonly var access in accesses)
        {
            if (Ticket.IsEarlier(access.Home.WriteReservation, ticket)) return true;
            if (access.Work is not null && Ticket.IsEarlier(access.Home.ReadReservation, ticket)) return true;
        }

        return false;
    }

    /// <summary>Executes the units that had conflicts again, in order.</summary>
    /// <returns>How many.</returns>
    private int Repeat(Batch batch)
    {
        var conflicts = team.AllConflicts();
        var executor = team.Executors[0];
        foreach (var (index, request) in conflicts)
        {
            request.ExecuteAgain(executor, Ticket.Of(_number, index), AccessesOf(request));
            if (!executor.IsOutOfOrder) continue;
            StartOver(batch, conflicts);
            return batch.Count;
        }

        return conflicts.Length;
    }

    /// <summary>Undoes the batch and executes it one by one: a repeated unit has gone another way than the first time.</summary>
    private void StartOver(Batch batch, Conflict[] conflicts)
    {
        StartedOver++;
        var executor = team.Executors[0];
        executor.UndoRepeated();
        var uncommitted = conflicts.Select(conflict => conflict.Request).ToHashSet();
        foreach (var request in batch.Requests)
        {
            if (!uncommitted.Contains(request)) executor.Exchange(AccessesOf(request));
        }

        executeOneByOne(batch);
    }
}
