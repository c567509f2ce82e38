namespace StateFlow.Cli.Extensions;

/// <summary>Where extensions are looked for: beside the program, then where a variable of the environment says.</summary>
internal static class ExtensionFolders
{
    /// <summary>Its value lists folders as PATH does.</summary>
    public const string Variable = "STATEFLOW_EXTENSIONS";

    /// <summary>The full path of an extension's file; null if no folder has it.</summary>
    public static string? Find(string file) => (Environment.GetEnvironmentVariable(Variable) ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Prepend(AppContext.BaseDirectory)
        .Select(folder => Path.GetFullPath(Path.Combine(folder, file)))
        .FirstOrDefault(File.Exists);
}
