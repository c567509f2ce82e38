using System.Text.Json.Serialization;

namespace StateFlow.Visualizer.Player;

/// <summary>A run as the player shows it; <c>player.js</c> reads it as JSON.</summary>
/// <param name="Events">How many events the positions belong to.</param>
/// <param name="Omitted">How many more events the run had.</param>
internal sealed record Recording(
    ImmutableArray<RecordedSource> Sources,
    ImmutableArray<RecordedEntityType> Types,
    ImmutableArray<RecordedMethod> Methods,
    ImmutableArray<RecordedCall> Calls,
    ImmutableArray<RecordedPosition> Positions,
    int Events,
    int Omitted);

/// <summary>A source file.</summary>
internal sealed record RecordedSource(string File, ImmutableArray<string> Lines);

/// <summary>An entity type, or the script, with the names of its fields.</summary>
internal sealed record RecordedEntityType(string Name, ImmutableArray<string> Fields);

/// <summary>A method whose state machine is drawn.</summary>
/// <param name="IsPlain">Whether it never waits for anything: while it runs, its caller is worth more to look at.</param>
internal sealed record RecordedMethod(string Name, bool IsPlain);

/// <summary>A call, from its event to its answer.</summary>
/// <param name="Title">What is called on whom.</param>
/// <param name="Parent">The call during which it was made; -1 for the script.</param>
/// <param name="Method">The method whose drawing has its hop; null if none has.</param>
/// <param name="Hop">The node that stands for it there.</param>
internal sealed record RecordedCall(string Title, int Parent, string? Method, string? Hop);

/// <summary>A moment at which the player can stand: a block that has run, or an event that ran none.</summary>
/// <param name="Event">Which event of the recording it belongs to, from 0.</param>
/// <param name="Call">The call that is executed.</param>
/// <param name="Method">The method to which the block belongs; null if none ran.</param>
/// <param name="Node">The block's node in the drawing of its method.</param>
/// <param name="Source">The index of the source file; -1 if no code belongs to it.</param>
/// <param name="FirstLine">The first line of that code, from 1.</param>
/// <param name="RunNode">The event's node in the drawing of the run.</param>
/// <param name="Ends">The nodes of the dataflow that the event came from and went to.</param>
/// <param name="Facts">What happened, in words.</param>
/// <param name="Changes">What it did to states; those that are not shown as changed were done between the events shown.</param>
/// <param name="Output">What can be read on standard output now and could not before.</param>
/// <param name="Calls">The calls that it sent.</param>
internal sealed record RecordedPosition(
    int Event,
    int Call,
    string Entity,
    string? Method,
    string? Node,
    int Source,
    int FirstLine,
    int LastLine,
    string RunNode,
    ImmutableArray<string> Ends,
    ImmutableArray<RecordedFact> Facts,
    ImmutableArray<RecordedChange> Changes,
    ImmutableArray<string> Output,
    ImmutableArray<int> Calls);

/// <summary>One thing that happened, such as <c>sends</c> and what.</summary>
internal sealed record RecordedFact(string Term, string Text);

/// <summary>A field's new value; null if the entity is gone.</summary>
/// <param name="IsShown">Whether it happened at this position and not in events left out before it.</param>
internal sealed record RecordedChange(string Entity, string Field, string? Before, string? After, bool IsShown);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Recording))]
internal sealed partial class RecordingJsonContext : JsonSerializerContext;
