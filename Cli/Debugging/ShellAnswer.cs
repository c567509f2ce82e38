namespace StateFlow.Cli.Debugging;

/// <summary>What came of a command.</summary>
/// <param name="Text">Whole lines; empty if there is nothing to say.</param>
internal sealed record ShellAnswer(string Text, bool Quits = false);
