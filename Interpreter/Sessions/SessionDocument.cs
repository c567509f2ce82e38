using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Sessions;

/// <summary>A saved session cannot be read; the message says why.</summary>
public sealed class SessionFormatException(string message) : Exception(message);

/// <summary>A session as a file: its texts, which give the same states when they are run again.</summary>
internal sealed record SessionDocument(string Schema, ImmutableArray<ImmutableArray<SourceText>> Submissions)
{
    public const string CurrentSchema = "stateflow-session/1";

    public static void Write(IEnumerable<ImmutableArray<SourceText>> submissions, Stream stream) =>
        JsonSerializer.Serialize(stream, new SessionDocument(CurrentSchema, [.. submissions]), SessionDocumentContext.Default.SessionDocument);

    public static ImmutableArray<ImmutableArray<SourceText>> Read(Stream stream)
    {
        try
        {
            var document = JsonSerializer.Deserialize(stream, SessionDocumentContext.Default.SessionDocument);
            if (document is not { Schema: CurrentSchema }) throw new SessionFormatException($"it is not a session of the version {CurrentSchema}");
            return document.Submissions;
        }
        catch (JsonException exception)
        {
            throw new SessionFormatException($"it is not a saved session: line {exception.LineNumber + 1} is not as expected");
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SessionDocument))]
internal sealed partial class SessionDocumentContext : JsonSerializerContext;
