using StateFlow.Interpreter.Execution;
using StateFlow.Runtime;
using StateFlow.Runtime.Execution;

namespace StateFlow.Workloads.Targets;

/// <summary>The embedded engine.</summary>
internal sealed class LocalEngineTarget(PreparedWorkload workload, EngineOptions options) : IBenchmarkTarget, IAnswerReceiver
{
    /// <summary>How many entities are being created at once.</summary>
    private const int LoadedAtOnce = 1024;

    private EntityRequest[] _requests = [];
    private LocalEngine? _engine;

    public string Name => "local";

    public IRequestCompletion Completion { private get; set; } = NoCompletion.Instance;

    private LocalEngine Engine => _engine ?? throw new InvalidOperationException("nothing is loaded");

    public async Task LoadAsync(CancellationToken cancellation)
    {
        _requests = [.. Enumerable.Range(0, workload.Requests).Select(workload.Request)];
        _engine = await LocalEngine.StartAsync(workload.Program, options, cancellation).ConfigureAwait(false);
        foreach (var chunk in workload.Loading.Chunk(LoadedAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            // A request is executed after those submitted before it, so one may need what another creates.
            foreach (var pending in chunk.Select(request => _engine.SubmitAsync(request, cancellation)).ToArray())
            {
                if (await pending.ConfigureAwait(false) is FailureAnswer { Failure: var failure }) throw new InvalidOperationException(failure.Describe());
            }
        }
    }

    public RequestOutcome Submit(int request, long ticket)
    {
        while (!Engine.TrySubmit(_requests[request], this, ticket)) Thread.Yield();
        return RequestOutcome.Pending;
    }

    void IAnswerReceiver.Answered(long ticket, Answer? answer) =>
        Completion.Complete(ticket, answer is ResultAnswer ? RequestOutcome.Succeeded : RequestOutcome.Failed);

    public async Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation) =>
        (await Engine.SnapshotAsync(cancellation).ConfigureAwait(false)).Entities;

    public ValueTask DisposeAsync() => _engine?.DisposeAsync() ?? ValueTask.CompletedTask;
}
