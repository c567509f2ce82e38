using StateFlow.Interpreter.Execution;
using StateFlow.Runtime;
using StateFlow.Runtime.Execution;

namespace StateFlow.Workloads.Targets;

/// <summary>The embedded engine.</summary>
internal sealed class LocalEngineTarget(PreparedWorkload workload, EngineOptions options) : IBenchmarkTarget, IAnswerReceiver
{
    /// <summary>How many entities are being created at once.</summary>
    private const int LoadedAtOnce = 1024;

    private readonly ThreadLocal<Answering> _answering = new(() => new Answering());
    private LocalEngine? _engine;

    public string Name => "local";

    public IRequestCompletion Completion { private get; set; } = NoCompletion.Instance;

    private LocalEngine Engine => _engine ?? throw new InvalidOperationException("nothing is loaded");

    public async Task LoadAsync(CancellationToken cancellation)
    {
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
        var answering = _answering.Value!;
        answering.Requests.Add(Engine.Prepare(workload.Request(request), this, ticket));
        if (!answering.IsOn) SubmitAll(answering.Requests);
        return RequestOutcome.Pending;
    }

    void IAnswerReceiver.Answered(long ticket, Answer answer)
    {
        _answering.Value!.IsOn = true;
        Completion.Complete(ticket, answer is ResultAnswer ? RequestOutcome.Succeeded : RequestOutcome.Failed);
    }

    void IAnswerReceiver.Abandoned(long ticket, EngineException reason) => Completion.Complete(ticket, RequestOutcome.Failed);

    void IAnswerReceiver.Paused()
    {
        var answering = _answering.Value!;
        answering.IsOn = false;
        SubmitAll(answering.Requests);
    }

    public async Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation) =>
        (await Engine.SnapshotAsync(cancellation).ConfigureAwait(false)).Entities;

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync().ConfigureAwait(false);
        _answering.Dispose();
    }

    private void SubmitAll(List<PendingRequest> requests)
    {
        while (requests.Count > 0)
        {
            Engine.Submit(requests);
            if (requests.Count > 0) Thread.Yield();
        }
    }

    /// <summary>What a thread of the engine is doing: the requests that follow from answers are submitted together.</summary>
    private sealed class Answering
    {
        public bool IsOn { get; set; }

        public List<PendingRequest> Requests { get; } = [];
    }
}
