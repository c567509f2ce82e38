namespace StateFlow.Cli.Repl;

/// <summary>Where submissions come from.</summary>
internal interface IReplInput
{
    /// <summary>The next submission or command; null at the end.</summary>
    string? Read();
}
