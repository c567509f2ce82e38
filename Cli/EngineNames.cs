namespace StateFlow.Cli;

/// <summary>The engines that <c>--engine</c> knows.</summary>
internal static class EngineNames
{
    public const string Interpreter = "interpreter";

    private static readonly ImmutableArray<string> Planned = ["local", "orleans"];

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
