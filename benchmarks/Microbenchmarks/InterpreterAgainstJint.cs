using System.Globalization;
using BenchmarkDotNet.Attributes;
using Jint;
using StateFlow.Interpreter;
using StateFlow.Language.IR;

namespace StateFlow.Benchmarks;

/// <summary>The interpreter and one for JavaScript, also for .NET, on the same computations; both have parsed before.</summary>
[MemoryDiagnoser]
public class InterpreterAgainstJint
{
    private Program? _program;
    private Prepared<Acornima.Ast.Script> _script;

    /// <summary>What is computed.</summary>
    [Params("fibonacci", "loop", "strings", "lists")]
    public string Computation { get; set; } = "";

    /// <summary>Compiles the one program and parses the other.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _program = EmbeddedText.Compile($"{Computation}.sf");
        _script = Jint.Engine.PrepareScript(EmbeddedText.Read($"{Computation}.js"));
    }

    /// <summary>The program's output.</summary>
    [Benchmark(Baseline = true)]
    public string StateFlow()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var run = ProgramRunner.Run(_program!, output, RunOptions.Default);
        return run.Failure is { } failure ? throw new InvalidOperationException(failure.Describe()) : output.ToString();
    }

    /// <summary>The script's value.</summary>
    [Benchmark]
    public string JavaScript() => new Jint.Engine().Evaluate(_script).AsNumber().ToString(CultureInfo.InvariantCulture);
}
