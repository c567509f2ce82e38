namespace StateFlow.Runtime.Hosting;

/// <summary>How a host runs an engine; bound to the configuration's section <see cref="Section"/>.</summary>
public sealed class StateFlowOptions
{
    /// <summary>The name of the section: <c>"StateFlow": { "CallTimeout": "00:00:05", "Engine": { "Directory": "data" } }</c>.</summary>
    public const string Section = "StateFlow";

    /// <summary>How the engine runs. What members print is logged, unless <see cref="EngineOptions.Print"/> is given.</summary>
    public EngineOptions Engine { get; set; } = new();

    /// <summary>How long a client waits for an answer, besides its own cancellation; null for as long as it takes.</summary>
    public TimeSpan? CallTimeout { get; set; }

    /// <summary>Whether the program's top-level statements run at the start if nothing is stored yet: to create the first entities, once.</summary>
    public bool RunsScript { get; set; }
}
