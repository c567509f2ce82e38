using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using StateFlow.Clients;
using StateFlow.Language.IR;
using StateFlow.Orleans.Client;
using StateFlow.Orleans.Grains;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Hosting;

/// <summary>Programs in silos and clients of Orleans.</summary>
public static class StateFlowSilos
{
    /// <summary>The name of the grain storage that keeps the entities. Without one of that name they are in the default storage; without that, in memory only.</summary>
    public const string StorageName = "StateFlow";

    /// <summary>The cluster that silos and clients belong to if they name no other.</summary>
    public const string DefaultCluster = "stateflow";

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GatewayListAge = TimeSpan.FromSeconds(5);

    extension(ISiloBuilder silo)
    {
        /// <summary>Adds a program, whose entities this silo executes; may be called for several, which are then different applications.</summary>
        /// <example>
        /// <code>
        /// builder.UseOrleans(silo => silo.UseLocalhostClustering().AddStateFlow(program, options => options.Application = "shop"));
        /// </code>
        /// </example>
        public ISiloBuilder AddStateFlow(Program program, Action<OrleansEngineOptions>? configure = null)
        {
            AddApplication(silo.Services, new HostedApplication(program, configure));
            silo.Services.TryAddSingleton<EntityStorage>();
            silo.Services.TryAddSingleton<EntityServices>();
            silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecycleParticipant<ISiloLifecycle>, ProgramRegistration>());
            silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecycleParticipant<ISiloLifecycle>, SiloLeave>(services => services.GetRequiredService<SiloLeave>()));
            return silo;
        }

        /// <summary>Has the silo join a cluster, and keeps its entities where that keeps its members.</summary>
        /// <param name="cluster">The cluster's name: several may have one address.</param>
        public ISiloBuilder UseStateFlowCluster(ClusterAddress address, string cluster = DefaultCluster)
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
            // The entities of a dead silo cannot be reached until the others are sure that it is dead: after three of these.
            // If all silos have died at once, nobody is: a new one waits until three signs of life of theirs are missing.
            silo.Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.IAmAliveTablePublishTimeout) = (ProbeTimeout, SignOfLife));
            // The other directory of Orleans may lose a grain for a while when a silo dies, or have it twice.
            silo.AddDistributedGrainDirectory();
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new ClusterPreparation(address));
            address.UseForSilo(silo);
            // A program that does not fit is refused before anybody hears of the silo.
            silo.Configure<RegistrationOptions>(options => options.Stage = ClusterAddress.StorageStage + 1);
            return silo;
        }
    }

    extension(IClientBuilder client)
    {
        /// <summary>Adds a program whose entities this client calls, as <see cref="IEntityCaller"/> and, if there are several programs, by the application's name.</summary>
        public IClientBuilder AddStateFlow(Program program, Action<OrleansEngineOptions>? configure = null)
        {
            AddApplication(client.Services, new HostedApplication(program, configure));
            return client;
        }

        /// <summary>Has the client call the silos of a cluster.</summary>
        /// <param name="cluster">The cluster's name: several may have one address.</param>
        public IClientBuilder UseStateFlowCluster(ClusterAddress address, string cluster = DefaultCluster)
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayListAge);
            address.UseForClient(client);
            return client;
        }
    }

    private static void AddApplication(IServiceCollection services, HostedApplication application)
    {
        services.AddSingleton(application);
        services.TryAddSingleton<HostedApplications>();
        services.TryAddSingleton<Acknowledgements>();
        services.TryAddSingleton<EntityStorage>();
        services.TryAddSingleton<SiloLeave>();
        services.TryAddSingleton<EntityServices>();
        services.TryAddSingleton<IProgramStore, StoredProgramLists>();
        services.TryAddSingleton<EntityGrains>();
        services.TryAddSingleton<EntityClock>();
        services.TryAddSingleton(CatalogOfApplications);
        services.AddKeyedSingleton(application.Name, (provider, _) => new EntityClusterClient(provider.GetRequiredService<EntityGrains>(), application, provider.GetRequiredService<ProgramCatalog>(), provider.GetRequiredService<Acknowledgements>()));
        services.AddKeyedSingleton<IEntityCaller>(application.Name, (provider, name) => provider.GetRequiredKeyedService<EntityClusterClient>(name));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<EntityClusterClient>(OnlyApplication(provider)));
        services.TryAddSingleton<IEntityCaller>(provider => provider.GetRequiredService<EntityClusterClient>());
    }

    private static ProgramCatalog CatalogOfApplications(IServiceProvider provider)
    {
        var catalog = new ProgramCatalog(provider.GetRequiredService<IProgramStore>());
        foreach (var application in provider.GetRequiredService<HostedApplications>().All) catalog.Add(application.Version);
        return catalog;
    }

    private static string OnlyApplication(IServiceProvider provider) => provider.GetRequiredService<HostedApplications>().All is [var only]
        ? only.Name
        : throw new InvalidOperationException("there are several applications: ask for the one that you mean, with GetRequiredKeyedService<IEntityCaller>(\"NAME\") or [FromKeyedServices(\"NAME\")]");
}
