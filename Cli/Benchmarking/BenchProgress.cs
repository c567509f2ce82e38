using Spectre.Console;
using StateFlow.Cli.Output;

namespace StateFlow.Cli.Benchmarking;

/// <summary>A bar on a terminal that says how far the measurements are; nothing where errors go elsewhere.</summary>
internal static class BenchProgress
{
    /// <summary>Does something while the bar is shown.</summary>
    /// <param name="work">Reports what it does next, once for each of <paramref name="steps"/>.</param>
    public static void Show(StandardStreams streams, int steps, Action<IProgress<string>?> work)
    {
        if (!streams.HasTerminal)
        {
            work(null);
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(streams.Errors),
        });
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask("loading", maxValue: steps))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<string>
    {
        private bool _hasBegun;

        public void Report(string value)
        {
            if (_hasBegun) task.Increment(1);
            _hasBegun = true;
            task.Description = value;
        }
    }
}
