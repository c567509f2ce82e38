namespace StateFlow.Cli.Input;

/// <summary>A file cannot be read as a program's text.</summary>
internal sealed class UnreadableException(string code, string file, string reason)
    : Exception($"cannot read '{file}': {reason}")
{
    public CommandError Error => new(code, Message);
}
