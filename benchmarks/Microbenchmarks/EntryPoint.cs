using BenchmarkDotNet.Running;

namespace StateFlow.Benchmarks;

/// <summary>Where the process starts.</summary>
internal static class EntryPoint
{
    private static void Main(string[] arguments) => BenchmarkSwitcher.FromAssembly(typeof(EntryPoint).Assembly).Run(arguments);
}
