namespace StateFlow.Runtime.Tests;

/// <summary>What runs when a test starts this assembly as a process of its own, to kill it.</summary>
internal static class ChildProcess
{
    public static Task<int> Main(string[] arguments) => arguments switch
    {
        ["append", var directory] => Durability.Appender.RunAsync(directory),
        _ => Task.FromResult(1),
    };
}
