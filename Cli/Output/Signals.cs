using System.Runtime.InteropServices;

namespace StateFlow.Cli.Output;

/// <summary>Ends the process on a signal, after what has been printed.</summary>
internal sealed partial class Signals : IDisposable
{
    private const int BrokenPipe = 13;
    private const nint DefaultAction = 0;

    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(1);

    private readonly ImmutableArray<PosixSignalRegistration> _registrations;

    public Signals(StandardStreams streams)
    {
        _registrations =
        [
            On(PosixSignal.SIGINT, ExitCode.Interrupted, streams),
            On(PosixSignal.SIGTERM, ExitCode.Terminated, streams),
        ];

        // The runtime ignores it, and a program that prints without end would go on when nobody reads any more.
        if (!OperatingSystem.IsWindows()) SetSignalAction(BrokenPipe, DefaultAction);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private static PosixSignalRegistration On(PosixSignal signal, int exitCode, StandardStreams streams) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (streams.Interrupts.TryCancel(isTermination: signal == PosixSignal.SIGTERM)) return;
            CloseOutput(streams.Output);
            Environment.Exit(exitCode);
        });

    /// <summary>Writes what has been printed and keeps the program from printing more, which would end amid a line.</summary>
    private static void CloseOutput(TextWriter output)
    {
        var flushed = new ManualResetEventSlim();
        var closing = new Thread(() =>
        {
            // The lock is the one that a synchronized writer takes; holding it until the process ends keeps others from writing.
            lock (output)
            {
                output.Flush();
                flushed.Set();
                Thread.Sleep(Timeout.Infinite);
            }
        })
        {
            IsBackground = true,
        };
        closing.Start();
        flushed.Wait(FlushTime); // A reader that hangs must not keep us.
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignalAction(int signal, nint action);
}
