using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime;

namespace StateFlow.Workloads;

/// <summary>A program, entities to begin with, and requests to them.</summary>
public abstract class Workload
{
    private const string TransactionalAttribute = "[<Transactional>]";

    private readonly Lazy<Program> _program;

    private protected Workload(string name, string description, string sourceFile, bool isTransactional)
    {
        (Name, Description, IsTransactional) = (name, description, isTransactional);
        _program = new Lazy<Program>(() => Compile(sourceFile, isTransactional));
    }

    /// <summary>The name on command lines.</summary>
    public string Name { get; }

    /// <summary>What its requests do, in a few words.</summary>
    public string Description { get; }

    /// <summary>Whether requests to several entities are transactions.</summary>
    public bool IsTransactional { get; }

    /// <summary>The program.</summary>
    public Program Program => _program.Value;

    /// <summary>Generates the requests.</summary>
    public abstract PreparedWorkload Prepare(WorkloadOptions options);

    private static Program Compile(string sourceFile, bool isTransactional)
    {
        using var stream = typeof(Workload).Assembly.GetManifestResourceStream(sourceFile)!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var compilation = Compiler.Compile([new SourceText(sourceFile, isTransactional ? text : text.Replace(TransactionalAttribute, "", StringComparison.Ordinal))]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics));
    }
}

/// <summary>A workload whose requests are of one type.</summary>
internal abstract class Workload<TRequest>(string name, string description, string sourceFile, bool isTransactional = true)
    : Workload(name, description, sourceFile, isTransactional)
    where TRequest : struct
{
    public sealed override PreparedWorkload Prepare(WorkloadOptions options)
    {
        var requests = Requests(options);
        return new PreparedWorkload(
            this,
            Loading(options),
            requests.Length,
            index => Translate(in requests[index]),
            () => Direct(options, requests),
            partitions => HandSplit(options, requests, partitions),
            partitions => Service(options, requests, partitions));
    }

    /// <summary>What creates the entities, in an order that respects who needs whom.</summary>
    protected abstract IEnumerable<EntityRequest> Loading(WorkloadOptions options);

    protected abstract TRequest[] Requests(WorkloadOptions options);

    /// <summary>The request as an engine takes it.</summary>
    protected abstract EntityRequest Translate(in TRequest request);

    protected abstract IBenchmarkTarget Direct(WorkloadOptions options, TRequest[] requests);

    protected abstract IBenchmarkTarget HandSplit(WorkloadOptions options, TRequest[] requests, int partitions);

    /// <summary>Null for a workload that is not written so.</summary>
    protected virtual IBenchmarkTarget? Service(WorkloadOptions options, TRequest[] requests, int partitions) => null;
}
