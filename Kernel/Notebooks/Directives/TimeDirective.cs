using System.Diagnostics;
using System.Globalization;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!time</c>: how long code takes.</summary>
internal static class TimeDirective
{
    public static Directive Create() => new(
        "time",
        "",
        "runs the code below it and says how long that took",
        "Compiling included. Example:\n#!time\nann.BuyItem(1, apple)",
        RunAsync)
    {
        TakesCode = true,
    };

    private static async Task<CellResult> RunAsync(DirectiveCall call)
    {
        if (call.Code is null) return call.Refuse("takes the code below it");
        var start = Stopwatch.GetTimestamp();
        var result = await call.Language.RunAsync(call.Code, call.Output, call.Cancellation).ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(start);
        call.Output.Print(string.Create(CultureInfo.InvariantCulture, $"elapsed: {elapsed.TotalMilliseconds:F1} ms\n"));
        return result;
    }
}
