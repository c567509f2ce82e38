using StateFlow.Interpreter.Debugging;

namespace StateFlow.Cli.Debugging;

/// <summary>Reads what breakpoints are written as, and says where help is.</summary>
internal static class TargetText
{
    /// <param name="file">The file of a line that is written without one.</param>
    public static BreakpointTarget Read(string text, string file)
    {
        try
        {
            return TargetNotation.Read(text, file);
        }
        catch (FormatException exception)
        {
            throw new ShellException($"{exception.Message}: `help break` shows how one is written");
        }
    }

    public static FieldTarget ReadField(string text)
    {
        try
        {
            return TargetNotation.ReadField(text);
        }
        catch (FormatException exception)
        {
            throw new ShellException(exception.Message);
        }
    }
}
