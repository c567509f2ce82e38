using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using StateFlow.Http.Json;
using StateFlow.Http.Requests;
using StateFlow.Http.Status;
using StateFlow.Runtime;
using StateFlow.Runtime.Hosting;

namespace StateFlow.Http;

/// <summary>A program's entities as an HTTP server of its own.</summary>
public static class EntityServer
{
    private const string Limit = "requests";

    /// <summary>The server, which has not started.</summary>
    /// <param name="log">Is given each line that the server logs, warnings and worse; null drops them.</param>
    /// <exception cref="EngineException">The host is no address.</exception>
    public static WebApplication Build(Program program, ServerOptions options, Action<string>? log = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // It throws what it logs.
        if (log is not null) builder.Logging.AddProvider(new LineLogger(log));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.AddRouting();
        builder.Services.AddStateFlow(program, engine => (engine.Engine, engine.CallTimeout, engine.RunsScript) = (options.Engine.Engine, options.Engine.CallTimeout, options.Engine.RunsScript));
        builder.Services.AddHealthChecks().AddCheck<EngineHealthCheck>("engine");
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = AllowedHosts(options));
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.AddConcurrencyLimiter(Limit, limit => (limit.PermitLimit, limit.QueueLimit) = (options.MaxRequests, 0));
            limiter.OnRejected = (context, _) => new ValueTask(new ProblemResult(TooMany(options)).ExecuteAsync(context.HttpContext));
        });
        var app = builder.Build();
        app.UseExceptionHandler(failing => failing.Run(context => new ProblemResult(Fault()).ExecuteAsync(context)));
        app.UseStatusCodePages(context => new ProblemResult(OfStatus(context.HttpContext)).ExecuteAsync(context.HttpContext));
        app.UseHostFiltering();
        app.UseRouting();
        app.UseRateLimiter();
        app.MapStateFlow().RequireRateLimiting(Limit);
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteHealthAsync });
        StatusPage.Map(app, program);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodySize;
        kestrel.Limits.MaxConcurrentConnections = 4L * options.MaxRequests;
        switch (options.Host)
        {
            case ServerOptions.Localhost when options.Port != 0:
                kestrel.ListenLocalhost(options.Port);
                break;
            case ServerOptions.Localhost:
                kestrel.Listen(IPAddress.Loopback, 0);
                break;
            case "*":
                kestrel.ListenAnyIP(options.Port);
                break;
            default:
                kestrel.Listen(Address(options.Host), options.Port);
                break;
        }
    }

    private static IPAddress Address(string host) => IPAddress.TryParse(host, out var address)
        ? address
        : throw new EngineException($"cannot listen on `{host}`: expected `{ServerOptions.Localhost}`, an IP address, or `*` for all addresses");

    /// <summary>On loopback no other name leads here, unless a page of another site has brought a browser to believe so.</summary>
    private static List<string> AllowedHosts(ServerOptions options) =>
        options.Host == ServerOptions.Localhost || (IPAddress.TryParse(options.Host, out var address) && IPAddress.IsLoopback(address)) ? ["localhost", "127.0.0.1", "[::1]", options.Host] : ["*"];

    private static ProblemException TooMany(ServerOptions options) =>
        new(StatusCodes.Status429TooManyRequests, "Too many requests", $"{options.MaxRequests} requests are under way, which is the most that the server takes: try again") { Headers = [("Retry-After", "1")] };

    private static ProblemException Fault() => new(StatusCodes.Status500InternalServerError, "Internal error", "this is a fault of the server, please report it; its log says more");

    private static ProblemException OfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ProblemException.NotFound($"there is nothing at `{context.Request.Path}`: entities are at `{EntityEndpoints.Prefix}/{{entity}}/{{key}}/{{member}}`, and `/openapi.json` describes them"),
        var status => new ProblemException(status, "Refused", $"the server does not take this {context.Request.Method} of `{context.Request.Path}`"),
    };

    private static Task WriteHealthAsync(HttpContext context, HealthReport report)
    {
        var json = new JsonObject { ["status"] = report.Status.ToString() };
        foreach (var (_, entry) in report.Entries)
        {
            if (entry.Description is { } description) json["description"] = description;
            foreach (var (name, value) in entry.Data) json[name] = JsonValue.Create((long)value);
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(ValueWriter.Text(json), context.RequestAborted);
    }
}
