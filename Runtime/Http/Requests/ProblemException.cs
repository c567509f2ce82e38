using System.Text.Json.Nodes;
using StateFlow.Http.Json;
using StateFlow.Interpreter.Values;

namespace StateFlow.Http.Requests;

/// <summary>Why a request has no other answer than a problem (RFC 9457).</summary>
internal sealed class ProblemException(int status, string title, string detail) : Exception(detail)
{
    private const int CallsShown = 20;

    public const string ContentType = "application/problem+json";

    public int Status { get; } = status;

    /// <summary>What else it says.</summary>
    public JsonObject Extensions { get; init; } = [];

    /// <summary>Headers that go with it.</summary>
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["title"] = title, ["status"] = Status, ["detail"] = Message };
        foreach (var (name, value) in Extensions) json[name] = value?.DeepClone();
        return json;
    }

    public static ProblemException NotFound(string detail) => new(StatusCodes.Status404NotFound, "Not found", detail);

    public static ProblemException NotAllowed(string detail, string allowed) => new(StatusCodes.Status405MethodNotAllowed, "Not allowed", detail) { Headers = [("Allow", allowed)] };

    public static ProblemException Wrong(string detail) => new(StatusCodes.Status400BadRequest, "Wrong request", detail);

    /// <summary>An argument is not what the member takes.</summary>
    public static ProblemException Wrong(WrongJsonException wrong) => new(StatusCodes.Status400BadRequest, "Wrong argument", wrong.Path == "" ? wrong.Message : $"`{wrong.Path}`: {wrong.Message}")
    {
        Extensions = new() { ["path"] = wrong.Path },
    };

    /// <summary>The program failed.</summary>
    public static ProblemException Failed(Failure failure, int status = StatusCodes.Status422UnprocessableEntity) =>
        new(status, "The program failed", failure.Message)
        {
            Extensions = new()
            {
                ["position"] = failure.Span.ToString(),
                ["chain"] = new JsonArray([.. failure.Chain.Take(CallsShown).Select(call => new JsonObject { ["callee"] = call.Callee, ["position"] = call.Span.ToString() })]),
            },
        };
}
