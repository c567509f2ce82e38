using BenchmarkDotNet.Attributes;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.Benchmarks;

/// <summary>One request at a time to the engine, in memory: what the parts of methods cost, above the way there and back.</summary>
[MemoryDiagnoser]
public class BlockExecution
{
    private const int Rounds = 1000;

    private static readonly EntityReference First = new("Counter", IntValue.Of(1));
    private static readonly EntityReference Second = new("Counter", IntValue.Of(2));

    private static readonly InvokeRequest Reading = new(First, "Counter.Count", []);
    private static readonly InvokeRequest Adding = new(First, "Counter.Add", [IntValue.Of(1)]);
    private static readonly InvokeRequest Looping = new(First, "Counter.Loop", [IntValue.Of(Rounds)]);
    private static readonly InvokeRequest Summing = new(First, "Counter.SumOfItems", []);
    private static readonly InvokeRequest AddingToOther = new(First, "Counter.AddTo", [IntValue.Of(1), Second]);
    private static readonly InvokeRequest Moving = new(First, "Counter.Move", [IntValue.Of(1), Second]);

    private EngineUnderTest? _engine;

    /// <summary>Starts the engine and creates the entities.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _engine = new EngineUnderTest("blocks.sf");
        foreach (var counter in (EntityReference[])[First, Second]) _engine.Execute(new CreateRequest(counter, [counter.Key]));
        _engine.Execute(new InvokeRequest(First, "Counter.Fill", [IntValue.Of(Rounds)]));
    }

    /// <summary>Ends the engine.</summary>
    [GlobalCleanup]
    public void Cleanup() => _engine?.Dispose();

    /// <summary>The way to the engine and back, above all.</summary>
    [Benchmark(Baseline = true)]
    public Value Property() => _engine!.Execute(Reading);

    /// <summary>A write.</summary>
    [Benchmark]
    public Value Update() => _engine!.Execute(Adding);

    /// <summary>1000 rounds of a loop with a branch.</summary>
    [Benchmark]
    public Value Loop() => _engine!.Execute(Looping);

    /// <summary>A lambda and two library functions over a list of 1000.</summary>
    [Benchmark]
    public Value List() => _engine!.Execute(Summing);

    /// <summary>A method split at a call.</summary>
    [Benchmark]
    public Value RemoteCall() => _engine!.Execute(AddingToOther);

    /// <summary>A transaction over two entities.</summary>
    [Benchmark]
    public Value Transaction() => _engine!.Execute(Moving);
}
