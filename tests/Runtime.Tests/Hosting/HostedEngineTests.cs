using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StateFlow.Clients;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Hosting;

namespace StateFlow.Runtime.Tests.Hosting;

public sealed class HostedEngineTests
{
    private static readonly Program Counter = Compiler.Compile([new SourceText("counter.sf", """
        entity Counter(name: string) =
            key name
            let mutable count = 0
            member this.Add(amount: int) : int =
                count <- count + amount
                printfn $"{name} is {count}"
                count
        """)]).Program!;

    private static readonly EntityReference Visits = new("Counter", new StringValue("visits"));

    [Test]
    public async Task A_service_of_the_host_may_call_entities_from_its_own_start_to_its_own_stop()
    {
        using var host = Host(services => services.AddStateFlow<Entities>(Counter).AddSingleton<Visitor>().AddHostedService(provider => provider.GetRequiredService<Visitor>()));
        await host.StartAsync();
        await host.StopAsync();
        Assert.That(host.Services.GetRequiredService<Visitor>().Counts, Is.EqualTo((Value[])[IntValue.Of(1), IntValue.Of(2)]));
    }

    [Test]
    public async Task A_call_before_the_start_is_answered_after_it()
    {
        using var host = Host(services => services.AddStateFlow(Counter));
        var created = host.Services.GetRequiredService<IEntityCaller>().CreateAsync("Counter", [new StringValue("visits")], default);
        Assert.That(created.IsCompleted, Is.False);
        Assert.That(() => host.Services.GetRequiredService<LocalEngine>(), Throws.TypeOf<EngineException>());
        await host.StartAsync();
        Assert.That(await created, Is.EqualTo(Visits));
        Assert.That(host.Services.GetRequiredService<LocalEngine>().Program, Is.SameAs(Counter));
        await host.StopAsync();
    }

    [Test]
    public async Task The_engine_outlives_the_scopes_that_ask_for_it()
    {
        using var host = Host(services => services.AddStateFlow(Counter));
        await host.StartAsync();
        await using (var scope = host.Services.CreateAsyncScope()) scope.ServiceProvider.GetRequiredService<LocalEngine>();
        Assert.That(await host.Services.GetRequiredService<LocalEngine>().ExistsAsync(Visits, default), Is.False);
        await host.StopAsync();
    }

    [Test]
    public void The_configuration_gives_options_and_code_has_the_last_word()
    {
        using var host = Host(
            services => services.AddStateFlow(Counter, options => options.Engine = options.Engine with { Workers = 3 }),
            ("StateFlow:CallTimeout", "00:00:05"), ("StateFlow:Engine:MaxDepth", "77"), ("StateFlow:Engine:Workers", "2"), ("StateFlow:Engine:SnapshotInterval", "00:01:00"));
        var options = host.Services.GetRequiredService<IOptions<StateFlowOptions>>().Value;
        Assert.That(options.CallTimeout, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(options.Engine, Is.EqualTo(EngineOptions.Default with { MaxDepth = 77, Workers = 3, SnapshotInterval = TimeSpan.FromMinutes(1) }));
        Assert.That(EngineOptions.Default.MaxDepth, Is.EqualTo(10_000));
    }

    [Test]
    public void A_timeout_of_no_time_is_refused_at_the_start()
    {
        using var host = Host(services => services.AddStateFlow(Counter), ("StateFlow:CallTimeout", "00:00:00"));
        Assert.That(() => host.StartAsync(), Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo("StateFlow:CallTimeout: expected more than no time, found 00:00:00"));
    }

    [TestCase(null, "to be able to repeat it safely, give a request an id")]
    [TestCase("r1", "repeat it with its id `r1`, and it is executed once")]
    public async Task A_request_without_an_answer_in_time_says_what_to_do(string? id, string advice)
    {
        using var host = Host(services => services.AddStateFlow(Counter), ("StateFlow:CallTimeout", "00:00:00.020"));
        var request = new InvokeRequest(Visits, "Counter.Add", [IntValue.Of(1)]) { Id = id };
        var timeout = await Assert.ThrowsAsync<RequestTimeoutException>(() => host.Services.GetRequiredService<HostedEngine>().SubmitAsync(request).AsTask());
        Assert.That(timeout!.Message, Is.EqualTo($"Counter(\"visits\").Add gave no answer within 0.02 s and may yet be executed: {advice}"));
        Assert.That(timeout.Request, Is.SameAs(request));
    }

    [Test]
    public void A_client_that_gives_up_is_not_told_of_a_timeout()
    {
        using var host = Host(services => services.AddStateFlow(Counter), ("StateFlow:CallTimeout", "01:00:00"));
        using var cancellation = new CancellationTokenSource();
        var call = host.Services.GetRequiredService<HostedEngine>().ExistsAsync(Visits, cancellation.Token);
        cancellation.Cancel();
        Assert.That(() => call, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task The_health_is_that_of_the_engine()
    {
        using var host = Host(services => services.AddStateFlow(Counter).AddHealthChecks().AddCheck<EngineHealthCheck>("stateflow"));
        var health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.That((await health.CheckHealthAsync()).Entries["stateflow"].Description, Is.EqualTo("the engine is starting"));
        await host.StartAsync();
        var entry = (await health.CheckHealthAsync()).Entries["stateflow"];
        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Healthy));
        Assert.That(entry.Data.Keys, Is.EquivalentTo((string[])["requests", "failures", "pending", "entities"]));
        await host.StopAsync();
    }

    [Test]
    public void Two_engines_in_one_host_are_refused() =>
        Assert.That(() => new ServiceCollection().AddStateFlow(Counter).AddStateFlow(Counter), Throws.InvalidOperationException);

    [Test]
    public async Task What_members_print_is_logged()
    {
        var log = new CollectedLog();
        using var host = Host(services => services.AddLogging(logging => logging.AddProvider(log)).AddStateFlow(Counter));
        await host.StartAsync();
        var caller = host.Services.GetRequiredService<IEntityCaller>();
        await caller.CreateAsync("Counter", [new StringValue("visits")], default);
        await caller.CallAsync(Visits, "Add", [IntValue.Of(2)], default);
        await host.StopAsync();
        Assert.That(log.Lines, Does.Contain("StateFlow.Runtime.Hosting.HostedEngine: visits is 2"));
    }

    private static IHost Host(Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class Entities(IEntityCaller caller)
    {
        public IEntityCaller Caller => caller;
    }

    private sealed class Visitor(Entities entities) : IHostedService
    {
        public List<Value> Counts { get; } = [];

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await entities.Caller.CreateAsync("Counter", [new StringValue("visits")], cancellationToken);
            Counts.Add(await entities.Caller.CallAsync(Visits, "Add", [IntValue.Of(1)], cancellationToken));
        }

        public async Task StopAsync(CancellationToken cancellationToken) =>
            Counts.Add(await entities.Caller.CallAsync(Visits, "Add", [IntValue.Of(1)], cancellationToken));
    }

    private sealed class CollectedLog : ILoggerProvider, ILogger
    {
        private string _category = "";

        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new CollectedLog(Lines) { _category = categoryName };

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines) Lines.Add($"{_category}: {formatter(state, exception)}");
        }

        public void Dispose()
        {
        }

        public CollectedLog()
        {
        }

        private CollectedLog(List<string> lines) => Lines = lines;
    }
}
