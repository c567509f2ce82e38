using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using StateFlow.Http.Json;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Http.Requests;

/// <summary>The arguments in the body of a request: an object of them by name, an array in order, or nothing.</summary>
internal sealed class ArgumentReader(ValueTypes types)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth, AllowDuplicateProperties = false };

    private readonly ValueReader _values = new(types);

    /// <exception cref="ProblemException">The body is too large, no JSON, or not what the parameters take.</exception>
    public async Task<ImmutableArray<Value>> ReadAsync(HttpRequest request, IReadOnlyList<Variable> parameters, CancellationToken cancellation)
    {
        using var document = await ParseAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            return Arguments(document?.RootElement, parameters);
        }
        catch (WrongJsonException wrong)
        {
            throw ProblemException.Wrong(wrong);
        }
        catch (InvalidOperationException)
        {
            throw NoText();
        }
    }

    private ImmutableArray<Value> Arguments(JsonElement? body, IReadOnlyList<Variable> parameters)
    {
        (string, DataType)[] expected = [.. parameters.Select(parameter => (parameter.Name, parameter.Type))];
        switch (body)
        {
            case null or { ValueKind: JsonValueKind.Object }:
                return _values.Fields(body ?? JsonElement.Parse("{}"), "argument", expected, "");
            case { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() == expected.Length:
                return [.. array.EnumerateArray().Select((item, index) => _values.Read(item, expected[index].Item2, expected[index].Item1))];
            case { ValueKind: JsonValueKind.Array } array:
                throw new WrongJsonException("", $"expected {Signature(parameters)}, found an array of {array.GetArrayLength()}");
            default:
                throw new WrongJsonException("", $"expected {Signature(parameters)} as a JSON object, or as an array in this order");
        }
    }

    private static string Signature(IReadOnlyList<Variable> parameters) => parameters.Count == 0
        ? "no arguments"
        : $"the arguments `{string.Join(", ", parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"))}`";

    private static async Task<JsonDocument?> ParseAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }) return null;
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, cancellation).ConfigureAwait(false);
            if (body.Length == 0) return null;
            if (!request.HasJsonContentType())
                throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "Unsupported content", $"expected a body with `Content-Type: application/json`, found `{request.ContentType}`");
            return JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), Options);
        }
        catch (JsonException exception)
        {
            throw ProblemException.Wrong($"the body is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            throw NoText();
        }
        catch (BadHttpRequestException exception)
        {
            throw new ProblemException(exception.StatusCode, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "Too large" : "Wrong request", exception.Message);
        }
    }

    /// <summary>What JSON lets a name be and text cannot is found only when the name is read.</summary>
    private static ProblemException NoText() => ProblemException.Wrong("a name in the body has escapes that are no text: expected pairs of surrogates");
}
