using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Interpreter.Faults;
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
