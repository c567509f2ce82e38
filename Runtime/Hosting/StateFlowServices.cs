using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StateFlow.Clients;
using StateFlow.Language.IR;

namespace StateFlow.Runtime.Hosting;

/// <summary>Entities among the services of a host.</summary>
public static class StateFlowServices
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds an engine that lives as long as the host, as <see cref="HostedEngine"/>, <see cref="IEntityCaller"/> and, for what is
        /// asked for after the start, <see cref="LocalEngine"/>. Its options are <see cref="StateFlowOptions"/>.
        /// </summary>
        /// <param name="configure">Changes the options that the configuration gives.</param>
        /// <exception cref="InvalidOperationException">There is an engine already.</exception>
        public IServiceCollection AddStateFlow(Program program, Action<StateFlowOptions>? configure = null)
        {
            if (services.Any(service => service.ServiceType == typeof(HostedEngine)))
                throw new InvalidOperationException("the services have an engine already: several files can be one program, and several programs need several hosts");
            services.AddOptions<StateFlowOptions>().BindConfiguration(StateFlowOptions.Section).Configure(configure ?? (_ => { }));
            services.AddSingleton(provider => new HostedEngine(
                program, provider.GetRequiredService<IOptions<StateFlowOptions>>(), provider.GetRequiredService<ILogger<HostedEngine>>()));
            services.AddSingleton<IEntityCaller>(provider => provider.GetRequiredService<HostedEngine>());
            services.AddSingleton(provider => provider.GetRequiredService<HostedEngine>().Engine); // A transient one would be disposed with its scope.
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HostedEngine>());
            return services;
        }

        /// <summary>Adds an engine, and the entities that were generated for its program.</summary>
        /// <param name="configure">Changes the options that the configuration gives.</param>
        /// <example>
        /// <code>
        /// builder.Services.AddStateFlow&lt;Entities>(ShopProgram.Load(), options => options.CallTimeout = TimeSpan.FromSeconds(5));
        /// </code>
        /// </example>
        public IServiceCollection AddStateFlow<TEntities>(Program program, Action<StateFlowOptions>? configure = null)
            where TEntities : class => services.AddStateFlow(program, configure).AddSingleton<TEntities>();
    }
}
