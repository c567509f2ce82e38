using StateFlow.Interpreter;

namespace StateFlow.Orleans.Hosting;

/// <summary>How a program runs on a cluster.</summary>
public sealed class OrleansEngineOptions
{
    /// <summary>The name under which the entities are stored: two applications of a cluster share none. Without it, the name of the program's first file without extension.</summary>
    public string? Application { get; set; }

    /// <summary>How many frames, of remote calls and calls in place alike, may be active at once.</summary>
    public int MaxDepth { get; set; } = RunOptions.Default.MaxDepth;

    /// <summary>How long a client waits for an answer, while it repeats its request.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an entity remembers the answer to a client's request, so that a repetition is given it again.</summary>
    public TimeSpan RequestRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often an entity looks whether something that it has sent should be sent again.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(2);
}
