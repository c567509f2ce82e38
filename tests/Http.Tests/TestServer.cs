using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using StateFlow.Language;
using StateFlow.Language.Syntax;

namespace StateFlow.Http.Tests;

/// <summary>A program that is served on a free port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TestServer(WebApplication application, List<string> log)
    {
        (_application, Log) = (application, log);
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    /// <summary>What the server had to complain of.</summary>
    public List<string> Log { get; }

    public static async Task<TestServer> StartAsync(string program, ServerOptions? options = null)
    {
        var compilation = Compiler.Compile([new SourceText("test.sf", program)]);
        Assert.That(compilation.Diagnostics, Is.Empty);
        var log = new List<string>();
        var application = EntityServer.Build(compilation.Program!, (options ?? new ServerOptions()) with { Port = 0 }, line =>
        {
            lock (log) log.Add(line);
        });
        await application.StartAsync();
        return new TestServer(application, log);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PutAsync(string path, string? json = null) => SendAsync(HttpMethod.Put, path, json);

    public Task<Reply> PostAsync(string path, string? json = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, json, headers);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await Client.SendAsync(request);
        return new Reply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response.Content.Headers.Allow.Count > 0 ? string.Join(", ", response.Content.Headers.Allow) : null);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}

/// <summary>What the server answered.</summary>
internal sealed record Reply(int Status, string? Type, string Body, string? Allow)
{
    public JsonNode? Json => JsonNode.Parse(Body);

    /// <summary>What a problem says.</summary>
    public string Detail
    {
        get
        {
            Assert.That(Type, Is.EqualTo("application/problem+json"), Body);
            Assert.That((int)Json!["status"]!, Is.EqualTo(Status));
            return (string)Json["detail"]!;
        }
    }
}
