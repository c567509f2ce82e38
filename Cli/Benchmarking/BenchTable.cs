using System.Globalization;
using Spectre.Console;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Cli.Benchmarking;

/// <summary>Shows results as a table, which is one in Markdown too.</summary>
internal static class BenchTable
{
    private const string NotMeasured = "-";

    /// <summary>Wide enough for all columns; a terminal may wrap it, a document must not.</summary>
    private const int Width = 200;

    public static void Write(IEnumerable<WorkloadResult> results, BenchEngine engine, TextWriter output)
    {
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumn("workload");
        foreach (var column in (string[])["requests/s", "p50", "p99", "p99.9", .. engine.Twins.Select(twin => twin.Column), .. engine.Twins.Select(twin => twin.RatioColumn)])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var result in results) table.AddRow(Cells(result, engine.Twins));

        // The border has an empty line above and below, which is for a table among others.
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Width;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) output.WriteLine(line);
    }

    private static string[] Cells(WorkloadResult result, ImmutableArray<BenchTwin> twins)
    {
        var latencies = result.Engine.Latencies;
        return
        [
            result.Workload.Name,
            Throughput(result.Engine.Throughput),
            Latency(latencies.Percentile(50)),
            Latency(latencies.Percentile(99)),
            Latency(latencies.Percentile(99.9)),
            .. twins.Select(twin => Measured(twin, measured => Throughput(measured.Throughput))),
            .. twins.Select(twin => Measured(twin, measured => Ratio(result.Engine.TimeComparedTo(measured)))),
        ];

        string Measured(BenchTwin twin, Func<TargetResult, string> show) => result.Twins.TryGetValue(twin, out var measured) ? show(measured) : NotMeasured;
    }

    private static string Throughput(double perSecond) => perSecond.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString(ratio < 100 ? "0.00" : "#,##0", CultureInfo.InvariantCulture);

    private static string Latency(TimeSpan time) => time.TotalMicroseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalNanoseconds:0} ns"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.0} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms"),
    };
}
