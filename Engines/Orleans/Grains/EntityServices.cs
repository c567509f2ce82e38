using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Client;
using StateFlow.Orleans.Hosting;
using StateFlow.Orleans.Protocol;

namespace StateFlow.Orleans.Grains;

/// <summary>What all entities of a silo share.</summary>
internal sealed class EntityServices(
    HostedApplications applications, EntityStorage storage, Acknowledgements acknowledgements, EntityGrains grains, EntityClock clock, SiloLeave leave)
{
    public HostedApplications Applications => applications;

    public EntityStorage Storage => storage;

    public Acknowledgements Acknowledgements => acknowledgements;

    public EntityGrains Grains => grains;

    public EntityClock Clock => clock;

    /// <summary>Ends what clients wait for, once the silo leaves its cluster.</summary>
    public CancellationToken Leave => leave.Token;

    public MachineOptions OptionsOf(HostedApplication application) => MachineOptions.Default with
    {
        IsDurable = storage.IsDurable,
        MaxDepth = application.Options.MaxDepth,
        RepeatAfter = application.Options.CheckInterval,
        Retention = application.Options.RequestRetention,
    };

    public MachineEnvironment Environment(Action<EntityReference, Event, Exception> report) => new(() => DateTime.UtcNow.Ticks, RequestIds.Next, report);
}
