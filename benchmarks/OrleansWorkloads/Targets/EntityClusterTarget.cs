using Microsoft.Extensions.DependencyInjection;
using StateFlow.Clients;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Client;
using StateFlow.Orleans.Hosting;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Targets;

/// <summary>The engine for Orleans, called by the client that its users have.</summary>
/// <param name="address">Where entities are stored; null for nowhere.</param>
internal sealed class EntityClusterTarget(PreparedWorkload workload, int silos, ClusterAddress? address) : CallingTarget(workload)
{
    private readonly LocalSilos _silos = new();
    private EntityClusterClient? _client;

    public override string Name => "orleans";

    private EntityClusterClient Client => _client ?? throw new InvalidOperationException("nothing is loaded");

    public override ValueTask DisposeAsync() => _silos.DisposeAsync();

    protected override async Task StartAsync(PreparedWorkload workload, CancellationToken cancellation)
    {
        await _silos.StartAsync(silos, address, silo => silo.AddStateFlow(workload.Program, options => options.Application = workload.Workload.Name), cancellation).ConfigureAwait(false);
        _client = _silos.Services.GetRequiredService<EntityClusterClient>();
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
