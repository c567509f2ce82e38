using BenchmarkDotNet.Attributes;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.Benchmarks;

/// <summary>
/// A computation in one entity, and the same one split at calls of another entity, with states of the sizes that "Stateful
/// Entities" (EDBT 2024) measures the cost of splitting with.
/// </summary>
[MemoryDiagnoser]
public class SplittingOverhead
{
    private static readonly EntityReference Caller = new("Holder", IntValue.Of(1));
    private static readonly EntityReference Callee = new("Holder", IntValue.Of(2));

    private EngineUnderTest? _engine;
    private InvokeRequest? _whole;
    private InvokeRequest? _split;

    /// <summary>How large the state of each of the two entities is.</summary>
    [Params(50, 100, 200)]
    public int Kilobytes { get; set; }

    /// <summary>How many calls the computation makes.</summary>
    [Params(1, 10, 100)]
    public int Calls { get; set; }

    /// <summary>Starts the engine and creates the entities.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _engine = new EngineUnderTest("splitting.sf");
        // .NET's texts take two bytes a character.
        var payload = new StringValue(new string('x', Kilobytes * 1024 / sizeof(char)));
        foreach (var holder in (EntityReference[])[Caller, Callee])
        {
            _engine.Execute(new CreateRequest(holder, [holder.Key]));
            _engine.Execute(new InvokeRequest(holder, "Holder.Fill", [payload]));
        }

        _whole = new InvokeRequest(Caller, "Holder.Whole", [IntValue.Of(Calls)]);
        _split = new InvokeRequest(Caller, "Holder.Split", [IntValue.Of(Calls), Callee]);
    }

    /// <summary>Ends the engine.</summary>
    [GlobalCleanup]
    public void Cleanup() => _engine?.Dispose();

    /// <summary>All in one entity.</summary>
    [Benchmark(Baseline = true)]
    public Value Whole() => _engine!.Execute(_whole!);

    /// <summary>Split at the calls.</summary>
    [Benchmark]
    public Value Split() => _engine!.Execute(_split!);
}
