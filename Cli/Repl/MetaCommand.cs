namespace StateFlow.Cli.Repl;

/// <summary>How a command ended.</summary>
internal enum CommandOutcome
{
    Done,
    Failed,
    Quit,
}

/// <summary>A command of the session, such as <c>:type</c>.</summary>
/// <param name="Arguments">What it takes, for help.</param>
/// <param name="Summary">One line.</param>
/// <param name="Details">What <c>:help NAME</c> says besides; may be empty.</param>
/// <param name="Execute">Is given what stands after the name.</param>
internal sealed record MetaCommand(string Name, string Arguments, string Summary, string Details, Func<string, CommandOutcome> Execute);
