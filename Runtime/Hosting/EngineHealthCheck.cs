using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StateFlow.Runtime.Hosting;

/// <summary>Unhealthy when the engine has not started or cannot go on, degraded when clients have to wait for room.</summary>
/// <example>
/// <code>
/// builder.Services.AddHealthChecks().AddCheck&lt;EngineHealthCheck>("stateflow");
/// </code>
/// </example>
public sealed class EngineHealthCheck(HostedEngine hosted) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(hosted.HasStarted ? Result(hosted.Engine, context) : new HealthCheckResult(context.Registration.FailureStatus, "the engine is starting"));

    private static HealthCheckResult Result(LocalEngine engine, HealthCheckContext context)
    {
        var statistics = engine.Statistics;
        var data = new Dictionary<string, object>
        {
            ["requests"] = statistics.Requests,
            ["failures"] = statistics.Failures,
            ["pending"] = statistics.Pending,
            ["entities"] = statistics.Entities,
        };
        if (engine.Fault is { } fault) return new HealthCheckResult(context.Registration.FailureStatus, fault.Message, fault, data);
        return statistics.Pending < engine.Options.MaxPending
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded($"{statistics.Pending} requests wait, which is all there is room for", data: data);
    }
}
