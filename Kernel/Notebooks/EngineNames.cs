using StateFlow.Language.Assistance;

namespace StateFlow.Notebooks;

/// <summary>The engines that can be chosen by name.</summary>
public static class EngineNames
{
    /// <summary>Executes the dataflow one step at a time; the default.</summary>
    public const string Interpreter = "interpreter";

    /// <summary>Executes compiled code on all cores of this machine.</summary>
    public const string Local = "local";

    /// <summary>Executes each entity as a grain of an Orleans cluster, of which this process can be the only silo.</summary>
    public const string Orleans = "orleans";

    /// <summary>Those that can run a program.</summary>
    public static ImmutableArray<string> ForPrograms { get; } = [Interpreter, Local, Orleans];

    /// <summary>Those that can run a session, submission by submission.</summary>
    public static ImmutableArray<string> ForSessions { get; } = [Interpreter];

    /// <summary>Why a program cannot run on that engine; null if it can.</summary>
    public static string? RefusalForPrograms(string name) => Refusal(name, ForPrograms);

    /// <summary>Why a session cannot run on that engine; null if it can.</summary>
    public static string? RefusalForSessions(string name) => ForPrograms.Contains(name) && !ForSessions.Contains(name)
        ? $"the engine '{name}' runs whole programs: `stateflow run FILE --engine {name}`"
        : Refusal(name, ForSessions);

    private static string? Refusal(string name, ImmutableArray<string> available) =>
        available.Contains(name) ? null : NearestName.Describe("engine", name, available);
}
