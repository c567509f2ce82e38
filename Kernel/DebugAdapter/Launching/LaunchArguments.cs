using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Debugging;

namespace StateFlow.DebugAdapter.Launching;

/// <summary>What a client says about the run that is to be debugged.</summary>
/// <param name="Program">The source files, taken as one program in this order; may be left out if there is a recording.</param>
/// <param name="Cwd">The folder that file names are relative to; that of the process if nothing is said.</param>
/// <param name="Seed">Chooses among the orders in which events that are under way at once may arrive.</param>
/// <param name="MaxDepth">How many calls may be nested before the program fails.</param>
/// <param name="Checkpoints">How many states of the run are kept to go back to.</param>
/// <param name="StopOnEntry">Stops before the first statement.</param>
/// <param name="StopOnEnd">Stops once more when the program has ended, to go back from there.</param>
/// <param name="NoDebug">Runs without stopping anywhere.</param>
/// <param name="Replay">A recording, which is repeated up to its place.</param>
public sealed record LaunchArguments(
    [property: JsonConverter(typeof(OneOrMore))] ImmutableArray<string> Program = default,
    string? Cwd = null,
    int? Seed = null,
    int? MaxDepth = null,
    int? Checkpoints = null,
    bool StopOnEntry = false,
    bool StopOnEnd = false,
    bool NoDebug = false,
    string? Replay = null)
{
    /// <summary>How the program is run.</summary>
    [JsonIgnore]
    public RunOptions RunOptions => new(Seed ?? RunOptions.Default.Seed, MaxDepth ?? RunOptions.Default.MaxDepth);

    /// <summary>How much of its history is kept.</summary>
    [JsonIgnore]
    public DebugOptions DebugOptions => new(Checkpoints ?? DebugOptions.Default.MaxCheckpoints);

    /// <summary>Why nothing can be run like this; null if it can.</summary>
    internal string? Refusal() => this switch
    {
        { Program: { IsDefaultOrEmpty: true }, Replay: null } => "`program` is missing: a source file, a list of them, or a recording as `replay`",
        { Program.IsDefault: false } when Program.Any(file => file is null) => "`program` holds something that is no name of a file",
        { MaxDepth: < 1 } => $"`maxDepth` is a whole number from 1, not {MaxDepth}",
        { Checkpoints: < 2 } => $"`checkpoints` is a whole number from 2, not {Checkpoints}",
        _ => null,
    };
}

/// <summary>Reads a string as a list of one.</summary>
internal sealed class OneOrMore : JsonConverter<ImmutableArray<string>>
{
    public override ImmutableArray<string> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? [reader.GetString()!] : JsonSerializer.Deserialize<ImmutableArray<string>>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, ImmutableArray<string> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}
