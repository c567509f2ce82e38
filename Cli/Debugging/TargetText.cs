using StateFlow.Interpreter.Debugging;

namespace StateFlow.Cli.Debugging;

/// <summary>Reads what breakpoints are written as.</summary>
internal static class TargetText
{
    /// <param name="file">The file of a line that is written without one.</param>
    public static BreakpointTarget Read(string text, string file) => OrRefuse(() => TargetNotation.Read(text, file));

    public static FieldTarget ReadField(string text) => OrRefuse(() => TargetNotation.ReadField(text));

    private static T OrRefuse<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException exception)
        {
            throw new ShellException(exception.Message);
        }
    }
}
