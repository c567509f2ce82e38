using Microsoft.Extensions.Logging;

namespace StateFlow.Cli.Clusters;

/// <summary>Gives what is logged on as lines.</summary>
/// <param name="least">What is less important is left out.</param>
internal sealed class LineLog(LogLevel least, Action<string> write) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(least, categoryName, write);

    public void Dispose()
    {
    }

    private sealed class Logger(LogLevel least, string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
            write($"{logLevel.ToString().ToLowerInvariant()}: {category}: {formatter(state, exception)}{cause}".ReplaceLineEndings(" "));
        }
    }
}
