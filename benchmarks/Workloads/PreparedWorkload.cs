using StateFlow.Language.IR;
using StateFlow.Runtime;
using StateFlow.Workloads.Targets;

namespace StateFlow.Workloads;

/// <summary>A workload with its requests, and all that can execute them.</summary>
public sealed class PreparedWorkload
{
    private readonly Func<int, EntityRequest> _request;
    private readonly Func<IBenchmarkTarget> _direct;
    private readonly Func<int, IBenchmarkTarget> _handSplit;
    private readonly Func<int, IBenchmarkTarget?> _service;

    internal PreparedWorkload(
        Workload workload,
        IEnumerable<EntityRequest> loading,
        int requests,
        Func<int, EntityRequest> request,
        Func<IBenchmarkTarget> direct,
        Func<int, IBenchmarkTarget> handSplit,
        Func<int, IBenchmarkTarget?> service)
    {
        (Workload, Loading, Requests) = (workload, loading, requests);
        (_request, _direct, _handSplit, _service) = (request, direct, handSplit, service);
    }

    /// <summary>What was prepared.</summary>
    public Workload Workload { get; }

    /// <summary>The program.</summary>
    public Program Program => Workload.Program;

    /// <summary>What creates the entities; an item may depend on those before it. Made anew at each enumeration.</summary>
    public IEnumerable<EntityRequest> Loading { get; }

    /// <summary>How many requests there are.</summary>
    public int Requests { get; }

    /// <summary>A request as an engine takes it.</summary>
    public EntityRequest Request(int index) => _request(index);

    /// <summary>Plain objects in dictionaries that call each other; no guarantees; one thread, that of the caller.</summary>
    public IBenchmarkTarget Direct() => _direct();

    /// <summary>Methods split by hand into the steps between events; no transactions; a thread for each partition.</summary>
    public IBenchmarkTarget HandSplit(int partitions) => _handSplit(partitions);

    /// <summary>The same with the contract of a service: requests as objects, answers, undoing; null for a workload that is not written so.</summary>
    public IBenchmarkTarget? Service(int partitions) => _service(partitions);

    /// <summary>The embedded engine.</summary>
    public IBenchmarkTarget Engine(EngineOptions options) => new LocalEngineTarget(this, options);

    /// <summary>The interpreter.</summary>
    public IBenchmarkTarget Interpreter() => new InterpreterTarget(this);
}
