using System.Diagnostics;
using System.Globalization;

namespace StateFlow.Jupyter;

/// <summary>Tells when the process that has started this one is gone: nobody would end the kernel any more.</summary>
internal sealed class ParentWatch : IDisposable
{
    private const string Variable = "JPY_PARENT_PID";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Timer? _timer;

    /// <param name="gone">Called again and again when it is.</param>
    public ParentWatch(Action gone)
    {
        // On Windows the variable holds a handle that is good for a host's own kernels only.
        if (OperatingSystem.IsWindows()) return;
        if (!int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var parent)) return;
        _timer = new Timer(_ =>
        {
            if (!IsAlive(parent)) gone();
        }, null, Interval, Interval);
    }

    public void Dispose() => _timer?.Dispose();

    private static bool IsAlive(int process)
    {
        try
        {
            Process.GetProcessById(process).Dispose();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
