namespace StateFlow.Cli.Repl;

/// <summary>Where submissions come from.</summary>
internal interface IReplInput
{
    /// <summary>The next submission or command; null at the end.</summary>
    /// <param name="prompt">What stands before it, where somebody types.</param>
    string? Read(string prompt);
}
