namespace StateFlow.Cli.Debugging;

/// <summary>A command of the debugger.</summary>
/// <param name="Names">Its name and its short forms.</param>
/// <param name="Arguments">What follows the name, as help shows it; empty for nothing.</param>
/// <param name="Run">Does it, given what follows the name, and answers in whole lines.</param>
internal sealed record ShellCommand(ImmutableArray<string> Names, string Arguments, string Help, Func<string, string> Run)
{
    public string Name => Names[0];

    /// <summary><c>break, b PLACE</c>.</summary>
    public string Usage => $"{string.Join(", ", Names)}{(Arguments.Length == 0 ? "" : $" {Arguments}")}";
}

/// <summary>A command cannot be done; the message says why and what to do.</summary>
internal sealed class ShellException(string message) : Exception(message);
