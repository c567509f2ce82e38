using StateFlow.Language.Assistance;

namespace StateFlow.Notebooks;

/// <summary>The engines that can be chosen by name.</summary>
public static class EngineNames
{
    /// <summary>Executes the dataflow one step at a time; the default.</summary>
    public const string Interpreter = "interpreter";

    private static readonly ImmutableArray<string> Planned = ["local", "orleans"];

    /// <summary>Those that there are.</summary>
    public static ImmutableArray<string> Available { get; } = [Interpreter];

    /// <summary>Why a program cannot run on that engine; null if it can.</summary>
    public static string? Refusal(string name)
    {
        if (Available.Contains(name)) return null;
        return Planned.Contains(name)
            ? $"the engine '{name}' is planned, but not there yet. Known: {string.Join(", ", Available)}"
            : NearestName.Describe("engine", name, Available);
    }
}
