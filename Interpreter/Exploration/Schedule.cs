using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>One interleaving: enough to run a program the same way again.</summary>
/// <param name="Choices">For each event that is handled its index in <see cref="Execution.Scheduler.Ready"/>.</param>
/// <param name="Faults">The faults on the way, in order.</param>
public sealed record Schedule(Sequence<int> Choices, Sequence<InjectedFault> Faults = default)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The schedule as JSON, on one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is no schedule; the message says why.</exception>
    public static Schedule FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Schedule>(json, Format) ?? throw new FormatException("the schedule is null");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"this is not a schedule: {exception.Message}", exception);
        }
    }
}

/// <summary>A fault in a run.</summary>
/// <param name="Before">How many choices come before it.</param>
/// <param name="Ready">The index of the event among those ready; of a crash -1.</param>
/// <param name="Entity">Whose event it is, or whose operator crashes.</param>
public sealed record InjectedFault(int Before, FaultKind Kind, int Ready, string Entity);

/// <summary>What can go wrong outside the program.</summary>
public enum FaultKind
{
    /// <summary>An event is delivered, and once more later.</summary>
    Duplicate,

    /// <summary>An event is overtaken by those behind it in its channel.</summary>
    Delay,

    /// <summary>
    /// An operator loses an entity's state as of its last event, takes it from the snapshot before that, and handles the event
    /// again: what it sent then, it sends once more.
    /// </summary>
    Crash,
}
