using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StateFlow.Http.Json;
using StateFlow.Http.Requests;
using StateFlow.Runtime.Hosting;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Http.Status;

/// <summary>The page at <c>/</c>: the dataflow, and what travels on it now.</summary>
internal static class StatusPage
{
    private const string Policy = "default-src 'none'; img-src data:; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Map(WebApplication app, Program program)
    {
        var page = new Lazy<string>(() => Page(program));
        var engine = app.Services.GetRequiredService<HostedEngine>();
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return Results.Text(page.Value, "text/html; charset=utf-8");
        });
        app.MapGet("/status.js", () => Results.Text(Read("status.js"), "text/javascript; charset=utf-8"));
        app.MapGet("/status.css", () => Results.Text(Read("status.css"), "text/css; charset=utf-8"));
        app.MapGet("/statistics", () => Results.Text(Statistics(engine), "application/json"));
    }

    private static string Page(Program program)
    {
        var title = WebUtility.HtmlEncode(string.Join(", ", program.Sources.Select(source => Path.GetFileName(source.File))));
        return Read("status.html").Replace("{title}", title, StringComparison.Ordinal).Replace("{graph}", new SvgRenderer().Render(DataflowDiagram.Of(program with { Dataflow = ServedDataflow.Of(program, new EntityTable(program)) })), StringComparison.Ordinal);
    }

    private static string Statistics(HostedEngine hosted)
    {
        var statistics = hosted.Engine.Statistics;
        return ValueWriter.Text(new JsonObject
        {
            ["requests"] = statistics.Requests,
            ["failures"] = statistics.Failures,
            ["pending"] = statistics.Pending,
            ["batches"] = statistics.Batches,
            ["conflicts"] = statistics.Conflicts,
            ["entities"] = statistics.Entities,
            ["fault"] = hosted.Engine.Fault?.Message,
            ["edges"] = new JsonArray([.. statistics.Edges.Select(edge => new JsonObject { ["source"] = edge.Source, ["target"] = edge.Target, ["events"] = edge.Events })]),
        });
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
