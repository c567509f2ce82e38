using StateFlow.Clients;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Client;
using StateFlow.Orleans.Hosting;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Targets;

/// <summary>The engine for Orleans, called by the client that its users have.</summary>
/// <param name="address">Where entities are stored; null for nowhere.</param>
internal sealed class EntityClusterTarget(PreparedWorkload workload, ClusterAddress? address) : CallingTarget(workload)
{
    private StateFlowSilo? _silo;
    private EntityClusterClient? _client;

    public override string Name => "orleans";

    private EntityClusterClient Client => _client ?? throw new InvalidOperationException("nothing is loaded");

    public override async ValueTask DisposeAsync()
    {
        if (_silo is not null) await _silo.DisposeAsync().ConfigureAwait(false);
    }

    protected override async Task StartAsync(PreparedWorkload workload, CancellationToken cancellation)
    {
        _silo = address is null
            ? await StateFlowSilo.StartLocalAsync(workload.Program, Configure, cancellation).ConfigureAwait(false)
            : await StateFlowSilo.JoinAsync(
                [(workload.Program, Configure)], address, new SiloOptions { Cluster = UniqueNames.Next(), SiloPort = 0, GatewayPort = 0 }, cancellation).ConfigureAwait(false);
        _client = _silo.Client();

        void Configure(OrleansEngineOptions options) => options.Application = workload.Workload.Name;
    }

    protected override async Task<RequestOutcome> CallAsync(EntityRequest request)
    {
        try
        {
            await (request switch
            {
                InvokeRequest invoke => Client.CallAsync(invoke.Target, invoke.Method[(invoke.Target.Entity.Length + 1)..], invoke.Arguments, CancellationToken.None),
                CreateRequest create => (Task)Client.CreateAsync(create.Target.Entity, create.Arguments, CancellationToken.None),
                _ => throw new ArgumentOutOfRangeException(nameof(request)),
            }).ConfigureAwait(false);
            return RequestOutcome.Succeeded;
        }
        catch (EntityFailureException)
        {
            return RequestOutcome.Failed;
        }
    }

    /// <summary>Each field is read by the property that has its name.</summary>
    protected override async Task<EntityRecord> StateAsync(EntityReference entity)
    {
        var definition = Client.Program.Operator(entity.Entity);
        var values = ImmutableArray.CreateBuilder<Value>();
        foreach (var (index, field) in definition.Fields.Index())
        {
            values.Add(index == definition.KeyField
                ? entity.Key
                : await Client.CallAsync(entity, char.ToUpperInvariant(field.Name[0]) + field.Name[1..], [], CancellationToken.None).ConfigureAwait(false));
        }

        return new EntityRecord(entity, values.ToImmutable());
    }
}
