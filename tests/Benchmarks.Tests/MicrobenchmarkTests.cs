using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace StateFlow.Benchmarks.Tests;

/// <summary>Every suite can be set up and run, with each of the parameters; the suites themselves are run by hand.</summary>
public sealed class MicrobenchmarkTests
{
    private static IEnumerable<TestCaseData> Suites =>
        from suite in typeof(BlockExecution).Assembly.GetTypes()
        where BenchmarksOf(suite).Any()
        from parameters in Combinations(suite)
        select new TestCaseData(suite, parameters).SetArgDisplayNames([suite.Name, .. parameters.Select(pair => $"{pair.Value}")]);

    [TestCaseSource(nameof(Suites))]
    public void Runs(Type suite, ImmutableDictionary<string, object> parameters)
    {
        var instance = Create(suite, parameters);
        try
        {
            foreach (var benchmark in BenchmarksOf(suite)) Assert.That(benchmark.Invoke(instance, []), Is.Not.Null, benchmark.Name);
        }
        finally
        {
            Invoke<GlobalCleanupAttribute>(instance);
        }
    }

    [Test]
    public void TheInterpreterAndJintComputeTheSame([Values("fibonacci", "loop", "strings", "lists")] string computation)
    {
        var suite = new InterpreterAgainstJint { Computation = computation };
        suite.Setup();

        Assert.That(suite.StateFlow(), Is.EqualTo(suite.JavaScript()));
    }

    [Test]
    public void EverySourceCompiles([Values("shop.sf", "bank.sf", "tpcc.sf", "10,000 lines")] string program)
    {
        var suite = new CompileTime { Program = program };
        suite.Setup();
        var compilation = suite.Compile();

        Assert.That(compilation.Program, Is.Not.Null, () => string.Join('\n', compilation.Diagnostics.Take(5)));
        if (!program.EndsWith(".sf")) Assert.That(compilation.Program!.Sources.Single().Text.Count(character => character == '\n'), Is.InRange(10_000, 10_100));
    }

    /// <summary>The split method makes the computation of the whole one, so that their times can be compared.</summary>
    [Test]
    public void SplitAndWholeComputeTheSame()
    {
        var suite = new SplittingOverhead { Kilobytes = 50, Calls = 10 };
        suite.Setup();

        Assert.That(suite.Split(), Is.EqualTo(suite.Whole()));
    }

    private static IEnumerable<MethodInfo> BenchmarksOf(Type suite) =>
        suite.GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null);

    private static object Create(Type suite, ImmutableDictionary<string, object> parameters)
    {
        var instance = Activator.CreateInstance(suite)!;
        foreach (var (name, value) in parameters) suite.GetProperty(name)!.SetValue(instance, value);
        Invoke<GlobalSetupAttribute>(instance);
        return instance;
    }

    private static void Invoke<TAttribute>(object instance)
        where TAttribute : Attribute
    {
        foreach (var method in instance.GetType().GetMethods().Where(method => method.GetCustomAttribute<TAttribute>() is not null)) method.Invoke(instance, []);
    }

    private static IEnumerable<ImmutableDictionary<string, object>> Combinations(Type suite) => suite.GetProperties()
        .Where(property => property.GetCustomAttribute<ParamsAttribute>() is not null)
        .Aggregate<PropertyInfo, IEnumerable<ImmutableDictionary<string, object>>>(
            [ImmutableDictionary<string, object>.Empty],
            (all, property) => all.SelectMany(one => property.GetCustomAttribute<ParamsAttribute>()!.Values.Select(value => one.Add(property.Name, value!))));
}
