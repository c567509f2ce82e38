using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StateFlow.Orleans.Hosting;

/// <summary>Hosts without configuration, logs and a console: whoever starts them has its own.</summary>
internal static class BareHost
{
    private static readonly ImmutableArray<string> LoggersOfWhatIsThrown =
        ["Microsoft.Extensions.Hosting", "Orleans.Runtime.Silo", "Orleans.Runtime.SiloLifecycleSubject", "Orleans.ClusterClientLifecycleSubject"];

    public static IHost Build(ILoggerProvider? log, Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        if (log is null) builder.Logging.SetMinimumLevel(LogLevel.None);
        else builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        foreach (var category in LoggersOfWhatIsThrown) builder.Logging.AddFilter(category, LogLevel.None);
        configure(builder);
        return builder.Build();
    }

    /// <summary>Ends when its owner says so.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
