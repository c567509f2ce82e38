using StateFlow.Interpreter;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language.IR;
using StateFlow.Runtime;

namespace StateFlow.Workloads.Targets;

/// <summary>The interpreter: each request is executed at once, one after another.</summary>
internal sealed class InterpreterTarget(PreparedWorkload workload) : IBenchmarkTarget
{
    private readonly Lock _gate = new();
    private readonly Session _session = new(RunOptions.Default);
    private EntityRequest[] _requests = [];

    public string Name => "interpreter";

    public IRequestCompletion Completion
    {
        set { }
    }

    public Task LoadAsync(CancellationToken cancellation)
    {
        _requests = [.. Enumerable.Range(0, workload.Requests).Select(workload.Request)];
        _session.Submit([.. workload.Program.Sources], static _ => { }, isTraced: false, cancellation);
        foreach (var request in workload.Loading)
        {
            if (Execute(request, cancellation) is FailureAnswer { Failure: var failure }) throw new InvalidOperationException(failure.Describe());
        }

        return Task.CompletedTask;
    }

    public RequestOutcome Submit(int request, long ticket)
    {
        lock (_gate) return Execute(_requests[request], CancellationToken.None) is FailureAnswer ? RequestOutcome.Failed : RequestOutcome.Succeeded;
    }

    public Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyCollection<EntityRecord>>(
    [
        .. _session.Entities.Values.Where(state => state.Entity.Entity != Program.ScriptName)
            .Select(state => new EntityRecord(state.Entity, [.. state.Fields.Select(field => field!)])),
    ]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Answer Execute(EntityRequest request, CancellationToken cancellation) => request switch
    {
        InvokeRequest invoke => _session.Call(invoke.Target, invoke.Method[(invoke.Method.IndexOf('.') + 1)..], invoke.Arguments, static _ => { }, cancellation),
        CreateRequest create => _session.Create(create.Target.Entity, create.Arguments, static _ => { }, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };
}
