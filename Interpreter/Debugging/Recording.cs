using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Interpreter.Faults;
using StateFlow.Interpreter.Tracing;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Debugging;

/// <summary>A run up to a place, so that it can be repeated elsewhere: a run is a function of all this.</summary>
/// <param name="Sources">The texts of the program.</param>
/// <param name="Choices">The events for which another was taken than the options say: by number, the index among those ready.</param>
/// <param name="Position">Where the run stood.</param>
/// <param name="Fingerprint">Of states and output there; null if the run is only described, and not yet made.</param>
/// <param name="Faults">What goes wrong on the way, in order.</param>
/// <param name="Delivery">What the channels promise when something does.</param>
public sealed record Recording(
    ImmutableArray<SourceText> Sources, RunOptions Options, ImmutableSortedDictionary<long, int> Choices, DebugPosition Position, string? Fingerprint,
    Sequence<InjectedFault> Faults = default, DeliveryGuarantee Delivery = DeliveryGuarantee.ExactlyOnce)
{
    /// <summary>The name and version of the file's form, which stands first in it.</summary>
    public const string Schema = "stateflow-recording/2";

    /// <summary>The version that knew no faults, which is read as well.</summary>
    private const string SchemaWithoutFaults = "stateflow-recording/1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The recording as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(
        new Document(
            Schema,
            [.. Sources.Select(source => new DocumentSource(source.File, source.Text))],
            Options.Seed,
            Options.MaxDepth,
            [.. Choices.Select(choice => new DocumentChoice(choice.Key, choice.Value))],
            Position.Event,
            Position.Statement,
            Position.Faults,
            Fingerprint,
            [.. Faults],
            Delivery),
        Json);

    /// <summary>The recording that a JSON text describes.</summary>
    /// <exception cref="RecordingException">The text is no recording, or of another version.</exception>
    public static Recording Read(string json)
    {
        Document? document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(json, Json);
        }
        catch (JsonException exception)
        {
            throw new RecordingException($"it is not a recording: {exception.Message}");
        }

        if (document?.Schema is null) throw new RecordingException($"it is not a recording: expected `\"schema\": \"{Schema}\"`, found none");
        if (document.Schema is not (Schema or SchemaWithoutFaults)) throw new RecordingException($"it is of another version: expected {Schema}, found {document.Schema}");
        if (document.Sources is not { Length: > 0 } sources || sources.Any(source => source.File is null || source.Text is null)) throw new RecordingException("it has no program texts");
        if (document.Event < 0 || document.Statement < 0 || document.FaultsStruck < 0 || document.MaxDepth < 1) throw new RecordingException("it names a place that no run has");
        var choices = ImmutableSortedDictionary.CreateBuilder<long, int>();
        foreach (var choice in document.Choices ?? []) choices[choice.Event] = choice.Ready;
        var faults = document.Faults ?? [];
        if (faults.Any(fault => fault?.Entity is null || fault.Before < 0)) throw new RecordingException("it names a fault that no run has");
        return new Recording(
            [.. sources.Select(source => new SourceText(source.File, source.Text))],
            new RunOptions(document.Seed, document.MaxDepth),
            choices.ToImmutable(),
            new DebugPosition(document.Event, document.Statement, document.FaultsStruck),
            document.Fingerprint,
            [.. faults],
            document.Delivery);
    }

    /// <summary>Why a program is not the one that was recorded; null if it is.</summary>
    public string? DifferenceTo(Program program)
    {
        foreach (var (recorded, present) in Sources.Zip(program.Sources))
        {
            if (Path.GetFileName(recorded.File) != Path.GetFileName(present.File)) return $"`{present.File}` stands where the recorded program has `{recorded.File}`";
            if (recorded.Text == present.Text) continue;
            var (before, now) = (recorded.Text.Split('\n'), present.Text.Split('\n'));
            var line = before.Zip(now).TakeWhile(lines => lines.First == lines.Second).Count() + 1;
            return $"`{present.File}` has changed since it was recorded, first in line {line}";
        }

        return Sources.Length == program.Sources.Count ? null : $"it has {program.Sources.Count} files, and the recorded one {Sources.Length}";
    }

    /// <summary>The fingerprint of where a session stands.</summary>
    internal static string FingerprintOf(DebugSession session)
    {
        var text = new StringBuilder();
        foreach (var state in session.Entities.Values.OrderBy(state => EventNotation.Name(state.Entity), StringComparer.Ordinal))
            text.Append(EventNotation.Name(state.Entity)).Append(" [").AppendJoin(", ", state.Fields.Select(value => value is null ? "unset" : ValueNotation.Structural(value))).Append("]\n");
        foreach (var waiting in session.Queue) text.Append(waiting.Event.Id).Append(' ').Append(waiting).Append('\n');
        text.Append(session.OutputSoFar);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private sealed record Document(
        string? Schema, DocumentSource[]? Sources, int Seed, int MaxDepth, DocumentChoice[]? Choices, long Event, int Statement, int FaultsStruck,
        string? Fingerprint, InjectedFault[]? Faults, DeliveryGuarantee Delivery);

    private sealed record DocumentSource(string File, string Text);

    private sealed record DocumentChoice(long Event, int Ready);
}

/// <summary>A recording cannot be read or repeated; the message says why.</summary>
public sealed class RecordingException(string message) : Exception(message);
