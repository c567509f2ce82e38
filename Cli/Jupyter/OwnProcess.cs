namespace StateFlow.Cli.Jupyter;

/// <summary>How to start what is running now once more.</summary>
internal static class OwnProcess
{
    /// <summary>The program, and the assembly if the program is the one that runs assemblies.</summary>
    public static ImmutableArray<string> Command()
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, $"{typeof(OwnProcess).Assembly.GetName().Name}.dll")]
            : [program];
    }
}
