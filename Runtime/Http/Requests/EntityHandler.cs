using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using StateFlow.Http.Json;
using StateFlow.Http.Tracing;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime;
using StateFlow.Runtime.Hosting;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Http.Requests;

/// <summary>Answers requests for entities.</summary>
internal sealed class EntityHandler(EntityTable table, HostedEngine engine)
{
    public const string IdHeader = "Idempotency-Key";
    public const int MaxIdLength = 256;

    private readonly ArgumentReader _arguments = new(table.Types);
    private readonly ValueWriter _values = new(table.Types);

    /// <summary><c>/{entity}/{key}</c>: creates it, or tells of it.</summary>
    public Task<IResult> EntityAsync(HttpContext context, string entity) => AnswerAsync(context, async () =>
    {
        var entry = table.Entity(entity);
        var reference = entry.Reference(Segment(context, 0));
        return context.Request.Method switch
        {
            "GET" or "HEAD" => await PropertiesAsync(context, entry, reference).ConfigureAwait(false),
            "PUT" => await CreateAsync(context, entry, reference).ConfigureAwait(false),
            var method => throw ProblemException.NotAllowed($"{method} has no meaning for an entity: PUT creates it, GET gives its properties", "GET, HEAD, PUT"),
        };
    });

    /// <summary><c>/{entity}/{key}/{member}</c>: calls a method or reads a property.</summary>
    public Task<IResult> MemberAsync(HttpContext context, string entity, string member) => AnswerAsync(context, async () =>
    {
        var entry = table.Entity(entity);
        var reference = entry.Reference(Segment(context, 1));
        var method = entry.Member(member);
        switch (method.Kind, context.Request.Method)
        {
            case (MethodKind.Property, "GET" or "HEAD"):
                return await InvokeAsync(context, reference, method, []).ConfigureAwait(false);
            case (MethodKind.Method, "POST"):
                return await InvokeAsync(context, reference, method, await _arguments.ReadAsync(context.Request, method.Parameters, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
            case (MethodKind.Property, var verb):
                throw ProblemException.NotAllowed($"`{method.Name}` is a property, which GET reads; found {verb}", "GET, HEAD");
            case var (_, verb):
                throw ProblemException.NotAllowed($"`{method.Name}` is a method, which POST calls; found {verb}", "POST");
        }
    });

    /// <summary>Does what is asked, or answers with the problem.</summary>
    private static async Task<IResult> AnswerAsync(HttpContext context, Func<Task<IResult>> answer)
    {
        try
        {
            RefuseOtherSites(context.Request);
            return await answer().ConfigureAwait(false);
        }
        catch (Exception exception) when (ProblemOf(exception, context) is { } problem)
        {
            return new ProblemResult(problem);
        }
    }

    /// <summary>A page of another site may not make a browser change entities: of what it sends without asking, each has its origin.</summary>
    private static void RefuseOtherSites(HttpRequest request)
    {
        if (request.Headers.Origin is [{ } origin] && (!Uri.TryCreate(origin, UriKind.Absolute, out var site) || !new HostString(site.Authority).Equals(request.Host)))
            throw new ProblemException(StatusCodes.Status403Forbidden, "Other site", $"the request comes from a page of `{origin}`, and only pages of `{request.Host}` may ask");
    }

    private static ProblemException? ProblemOf(Exception exception, HttpContext context) => exception switch
    {
        ProblemException problem => problem,
        RequestTimeoutException => new ProblemException(StatusCodes.Status504GatewayTimeout, "No answer in time", exception.Message),
        EngineException => new ProblemException(StatusCodes.Status503ServiceUnavailable, "The engine cannot go on", exception.Message),
        ValueTooDeepException => new ProblemException(StatusCodes.Status500InternalServerError, "No JSON", $"the request was executed, but {exception.Message}"),
        OperationCanceledException when context.RequestAborted.IsCancellationRequested => new ProblemException(StatusCodes.Status499ClientClosedRequest, "Cancelled", "the client no longer waits"),
        _ => null,
    };

    private async Task<IResult> CreateAsync(HttpContext context, EntityEntry entry, EntityReference reference)
    {
        var arguments = await _arguments.ReadAsync(context.Request, [.. entry.CreationParameters], context.RequestAborted).ConfigureAwait(false);
        var request = new CreateRequest(reference, [.. arguments.Insert(entry.Operator.KeyParameter, reference.Key)]) { Id = IdOf(context.Request) };
        if (await engine.SubmitAsync(request, context.RequestAborted).ConfigureAwait(false) is FailureAnswer { Failure: var failure })
        {
            // Entities are never deleted: that one of an existing key cannot be created is the one failure that is not the constructor's.
            throw await ExistsAsync(reference, context.RequestAborted).ConfigureAwait(false)
                ? new ProblemException(StatusCodes.Status409Conflict, "Exists already", $"{reference} exists already")
                : ProblemException.Failed(failure);
        }

        return Json(_values.Node(reference, new EntityType(entry.Operator.Name)), StatusCodes.Status201Created);
    }

    private async Task<IResult> PropertiesAsync(HttpContext context, EntityEntry entry, EntityReference reference)
    {
        if (!await ExistsAsync(reference, context.RequestAborted).ConfigureAwait(false)) throw Missing(reference);
        var json = new JsonObject();
        foreach (var property in entry.Properties)
        {
            var answer = await engine.SubmitAsync(new InvokeRequest(reference, property.Name, []), context.RequestAborted).ConfigureAwait(false);
            json[property.ShortName] = _values.Node(await ResultAsync(answer, reference, context.RequestAborted).ConfigureAwait(false), property.Result);
        }

        return Json(json);
    }

    private async Task<IResult> InvokeAsync(HttpContext context, EntityReference reference, Method method, ImmutableArray<Value> arguments)
    {
        var request = new InvokeRequest(reference, method.Name, [.. arguments]) { Id = IdOf(context.Request) };
        if (CallStream.IsAsked(context.Request))
            return TypedResults.ServerSentEvents(CallStream.Run(observer => JsonOfAsync(request, method.Result, observer, context), exception => ProblemOf(exception, context), context.RequestAborted));
        var json = await JsonOfAsync(request, method.Result, null, context).ConfigureAwait(false);
        return method.Result == DataType.Unit ? Results.NoContent() : Json(json);
    }

    private async Task<JsonNode?> JsonOfAsync(InvokeRequest request, DataType type, IHopObserver? observer, HttpContext context)
    {
        var answer = await engine.SubmitAsync(request, observer, context.RequestAborted).ConfigureAwait(false);
        return _values.Node(await ResultAsync(answer, request.Target, context.RequestAborted).ConfigureAwait(false), type);
    }

    private async Task<Value> ResultAsync(Answer answer, EntityReference target, CancellationToken cancellation)
    {
        if (answer is not FailureAnswer { Failure: var failure }) return answer.Result();
        throw await ExistsAsync(target, cancellation).ConfigureAwait(false) ? ProblemException.Failed(failure) : Missing(target);
    }

    private async Task<bool> ExistsAsync(EntityReference reference, CancellationToken cancellation) =>
        (await engine.SubmitAsync(new ExistsRequest(reference), cancellation).ConfigureAwait(false)).Result() == BoolValue.True;

    private static ProblemException Missing(EntityReference reference) => ProblemException.NotFound($"{reference} does not exist: PUT creates it");

    private static IResult Json(JsonNode? json, int status = StatusCodes.Status200OK) => Results.Text(ValueWriter.Text(json), "application/json", statusCode: status);

    private static string? IdOf(HttpRequest request)
    {
        if (request.Headers[IdHeader] is not [{ } given]) return null;
        var id = given is ['"', .. var inner, '"'] ? inner : given;
        return id.Length is > 0 and <= MaxIdLength ? id : throw ProblemException.Wrong($"expected an `{IdHeader}` of 1 to {MaxIdLength} characters, found {id.Length}");
    }

    /// <summary>A part of the path as the client meant it: routing gives a slash within it escaped and one without it the same.</summary>
    /// <param name="fromEnd">How many parts follow it.</param>
    private static string Segment(HttpContext context, int fromEnd)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0];
        var segments = path.EndsWith('/') && fromEnd == 0 ? path[..^1].Split('/') : path.Split('/');
        return Uri.UnescapeDataString(segments[^(fromEnd + 1)]);
    }
}
