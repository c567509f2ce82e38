using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Sessions;

/// <summary>A saved session cannot be read; the message says why.</summary>
public sealed class SessionFormatException(string message) : Exception(message);

/// <summary>A session as a file: its texts, which give the same states when they are run again.</summary>
/// <param name="Outside">What came between them from outside; null if nothing did.</param>
internal sealed record SessionDocument(string Schema, ImmutableArray<ImmutableArray<SourceText>> Submissions, IReadOnlyList<OutsideStep>? Outside = null)
{
    public const string CurrentSchema = "stateflow-session/1";

    public static void Write(IEnumerable<ImmutableArray<SourceText>> submissions, IReadOnlyList<OutsideStep> outside, Stream stream) => JsonSerializer.Serialize(
        stream,
        new SessionDocument(CurrentSchema, [.. submissions], outside.Count == 0 ? null : outside),
        SessionDocumentContext.Default.SessionDocument);

    public static SessionDocument Read(Stream stream)
    {
        try
        {
            var document = JsonSerializer.Deserialize(stream, SessionDocumentContext.Default.SessionDocument);
            return document is { Schema: CurrentSchema } ? document : throw new SessionFormatException($"it is not a session of the version {CurrentSchema}");
        }
        catch (JsonException exception)
        {
            throw new SessionFormatException($"it is not a saved session: line {exception.LineNumber + 1} is not as expected");
        }
    }

    /// <summary>What came from outside when so many texts had been run.</summary>
    public IEnumerable<OutsideStep> OutsideAfter(int submissions) => (Outside ?? []).Where(step => step.After == submissions);
}

/// <summary>Something that was done to a session from outside, other than by a text.</summary>
/// <param name="After">How many texts had been run.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CallStep), "call")]
[JsonDerivedType(typeof(CreateStep), "create")]
[JsonDerivedType(typeof(BindStep), "bind")]
internal abstract record OutsideStep(int After);

/// <summary>A call of an entity's method.</summary>
internal sealed record CallStep(int After, string Entity, JsonNode Key, string Method, JsonArray Arguments) : OutsideStep(After);

/// <summary>The creation of an entity.</summary>
internal sealed record CreateStep(int After, string Entity, JsonArray Arguments) : OutsideStep(After);

/// <summary>A value that was given a name.</summary>
internal sealed record BindStep(int After, string Name, DataType Type, JsonNode Value) : OutsideStep(After);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    MaxDepth = 1_000,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SessionDocument))]
internal sealed partial class SessionDocumentContext : JsonSerializerContext;
