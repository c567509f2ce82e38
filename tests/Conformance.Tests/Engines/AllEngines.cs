namespace StateFlow.Conformance.Tests.Engines;

/// <summary>The engines that the programs are run on.</summary>
public static class AllEngines
{
    public static ImmutableArray<IEngine> Instances { get; } = [new InterpreterEngine(), new LocalEngine(callsDirectly: true), new LocalEngine(callsDirectly: false)];

    /// <summary>The engine that defines what the others have to do.</summary>
    public static IEngine Reference => Instances[0];
}
