namespace StateFlow.Cli;

/// <summary>What went wrong outside the text of the program.</summary>
/// <param name="Code">The stable code that <c>docs/diagnostics.md</c> explains.</param>
internal sealed record CommandError(string Code, string Message)
{
    public override string ToString() => $"stateflow: error {Code}: {Message}";
}
