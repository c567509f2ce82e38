using Microsoft.Extensions.Logging;

namespace StateFlow.Cli.Clusters;

/// <summary>Gives what is logged on as lines.</summary>
/// <remarks>
/// Orleans reports whatever does not work at once, a silo that has died above all, many times over. Whoever does not ask for
/// information is spared that: the entities say themselves what becomes of their messages.
/// </remarks>
/// <param name="least">What is less important is left out.</param>
internal sealed class LineLog(LogLevel least, Action<string> write) : ILoggerProvider
{
    private const string Entities = "StateFlow.";
    private const string StackFrame = "   at ";

    public ILogger CreateLogger(string categoryName) => new Logger(
        least > LogLevel.Information && !categoryName.StartsWith(Entities, StringComparison.Ordinal) ? LogLevel.Critical : least, categoryName, write);

    public void Dispose()
    {
    }

    private static string OneLine(string text)
    {
        var stack = text.IndexOf(StackFrame, StringComparison.Ordinal);
        return (stack < 0 ? text : text[..stack].TrimEnd()).ReplaceLineEndings(" ");
    }

    private sealed class Logger(LogLevel least, string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var cause = exception is null ? "" : $" ({exception.GetType().Name}: {OneLine(exception.Message)})";
            write($"{logLevel.ToString().ToLowerInvariant()}: {category}: {OneLine(formatter(state, exception))}{cause}");
        }
    }
}
