using StateFlow.Runtime;

namespace StateFlow.Workloads.Targets;

/// <summary>What a program would be without entities: each request is executed at once, on the thread that submits it.</summary>
/// <remarks>Not safe for several threads: the driver of a target that never leaves a request pending uses one.</remarks>
internal abstract class DirectTarget<TRequest>(TRequest[] requests) : IBenchmarkTarget
    where TRequest : struct
{
    public string Name => "direct";

    public IRequestCompletion Completion
    {
        set { }
    }

    public Task LoadAsync(CancellationToken cancellation)
    {
        Load();
        return Task.CompletedTask;
    }

    public RequestOutcome Submit(int request, long ticket) => Execute(in requests[request]) ? RequestOutcome.Succeeded : RequestOutcome.Failed;

    public Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<EntityRecord>>([.. States()]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected abstract void Load();

    /// <summary>Executes a request; false if it fails and has changed nothing.</summary>
    protected abstract bool Execute(in TRequest request);

    protected abstract IEnumerable<EntityRecord> States();
}
