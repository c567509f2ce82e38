namespace StateFlow.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The program could not be read, is wrong, or failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>By convention 128 and the number of the signal.</summary>
    public const int Interrupted = 128 + 2;

    public const int Terminated = 128 + 15;
}
