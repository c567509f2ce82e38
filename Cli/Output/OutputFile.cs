namespace StateFlow.Cli.Output;

/// <summary>Writes files that a command line names.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file, and says why if it cannot; null if it has.</summary>
    public static CommandError? Write(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new CommandError("SF0010", $"cannot write '{file}': {Reason(file, exception)}");
        }
    }

    private static string Reason(string file, Exception exception) => exception switch
    {
        _ when file == "" => "a file name is missing",
        _ when Directory.Exists(file) => "it is a directory",
        DirectoryNotFoundException => $"there is no directory '{Path.GetDirectoryName(file)}'",
        UnauthorizedAccessException => "access is denied",
        _ => exception.Message,
    };
}
