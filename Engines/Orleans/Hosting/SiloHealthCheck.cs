using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StateFlow.Orleans.Hosting;

/// <summary>Healthy while the silo is a member of its cluster and takes calls.</summary>
/// <example>
/// <code>
/// builder.Services.AddHealthChecks().AddCheck&lt;SiloHealthCheck>("silo");
/// </code>
/// </example>
public sealed class SiloHealthCheck(ISiloStatusOracle silo) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(silo.CurrentStatus switch
    {
        SiloStatus.Active => HealthCheckResult.Healthy(),
        var status => new HealthCheckResult(context.Registration.FailureStatus, $"the silo is {status.ToString().ToLowerInvariant()}"),
    });
}
