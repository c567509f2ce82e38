using Orleans.Concurrency;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Grains;

/// <summary>An entity of the cluster.</summary>
[Alias("stateflow.entity")]
internal interface IEntityGrain : IGrainWithStringKey
{
    /// <summary>A client's request; completes when it is answered. May be repeated, and then gives the first answer.</summary>
    [Alias("ask")]
    Task<ReplyEnvelope> Ask(Envelope request);

    /// <summary>A message of another entity.</summary>
    [Alias("deliver")]
    [OneWay]
    Task Deliver(Envelope message);
}
