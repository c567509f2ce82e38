using StateFlow.Runtime;

namespace StateFlow.Workloads;

/// <summary>Something that can execute the requests of a prepared workload, and be measured.</summary>
public interface IBenchmarkTarget : IAsyncDisposable
{
    /// <summary>How tables call it.</summary>
    string Name { get; }

    /// <summary>Who is told of requests that are completed later; set it only while no request is pending.</summary>
    IRequestCompletion Completion { set; }

    /// <summary>Creates the entities; once, before the first request.</summary>
    Task LoadAsync(CancellationToken cancellation);

    /// <summary>Begins a request; may be called by several threads, and from within <see cref="IRequestCompletion.Complete"/>.</summary>
    /// <param name="request">The request's index in the prepared workload.</param>
    /// <param name="ticket">What the completion is told.</param>
    /// <returns>What came of it; if it is pending, the completion is told once, on any thread.</returns>
    RequestOutcome Submit(int request, long ticket);

    /// <summary>The states of all entities; only while no request is pending.</summary>
    Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation);
}

/// <summary>Is told that a request is completed.</summary>
public interface IRequestCompletion
{
    /// <summary>Tells it, on a thread of the target, which waits for the return.</summary>
    void Complete(long ticket, RequestOutcome outcome);
}

/// <summary>What came of a request.</summary>
public enum RequestOutcome
{
    /// <summary>It is not known yet.</summary>
    Pending,

    /// <summary>A result.</summary>
    Succeeded,

    /// <summary>A failure of the program, of the kind that its callers have to expect.</summary>
    Failed,
}
