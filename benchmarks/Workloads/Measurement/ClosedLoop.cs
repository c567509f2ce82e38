using System.Diagnostics;

namespace StateFlow.Workloads.Measurement;

/// <summary>Clients that each submit the next request as soon as the last one is completed.</summary>
/// <param name="Clients">How many requests are outstanding at once.</param>
/// <param name="WarmUp">How long nothing is measured.</param>
/// <param name="Duration">How long it is then.</param>
public sealed record ClosedLoop(int Clients, TimeSpan WarmUp, TimeSpan Duration) : ILoad
{
    /// <inheritdoc />
    public LoadResult Measure(IBenchmarkTarget target, int requests, CancellationToken cancellation)
    {
        using var run = new Run(target, requests, Clients);
        // A target that completes requests at once keeps the thread to the end.
        new Thread(run.Begin) { IsBackground = true, Name = "clients" }.Start();
        run.Wait(WarmUp, cancellation);
        var before = run.Measure();
        run.Wait(Duration, cancellation);
        var after = run.Measure();
        run.End();
        return new LoadResult(
            after.Requests - before.Requests, after.Failures - before.Failures, Stopwatch.GetElapsedTime(before.Time, after.Time), run.Latencies, after.Bytes - before.Bytes);
    }

    private sealed class Run : IRequestCompletion, IDisposable
    {
        /// <summary>Of a client's requests, one in so many is timed: reading the clock costs as much as a fast request.</summary>
        private const int TimedOneIn = 8;

        private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

        private readonly IBenchmarkTarget _target;
        private readonly int _requests;
        private readonly Client[] _clients;
        private readonly CountdownEvent _active;
        private volatile LatencyHistogram? _latencies;
        private volatile Exception? _fault;
        private volatile bool _isEnding;

        public Run(IBenchmarkTarget target, int requests, int clients)
        {
            (_target, _requests) = (target, requests);
            _active = new CountdownEvent(clients);
            _clients = [.. Enumerable.Range(0, clients).Select(client => new Client { Submitted = client, Request = (int)((long)client * requests / clients) })];
            target.Completion = this;
        }

        public LatencyHistogram Latencies { get; } = new();

        public void Begin()
        {
            for (var client = 0; client < _clients.Length; client++) Submit(client);
        }

        public void Complete(long ticket, RequestOutcome outcome)
        {
            Count(_clients[ticket], outcome);
            Submit((int)ticket);
        }

        public void Wait(TimeSpan time, CancellationToken cancellation)
        {
            // All clients end early only if the target is broken.
            var index = WaitHandle.WaitAny([cancellation.WaitHandle, _active.WaitHandle], time);
            if (index == WaitHandle.WaitTimeout) return;
            End();
            cancellation.ThrowIfCancellationRequested();
        }

        /// <summary>The counts so far; latencies are recorded from the first time on.</summary>
        public (long Requests, long Failures, long Time, long Bytes) Measure()
        {
            _latencies = Latencies;
            return (_clients.Sum(client => client.Completed), _clients.Sum(client => client.Failed), Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        }

        public void End()
        {
            _isEnding = true;
            _active.Wait();
            if (_fault is { } fault) throw new LoadException(fault);
        }

        public void Dispose() => _active.Dispose();

        private void Submit(int index)
        {
            var client = _clients[index];
            try
            {
                while (!_isEnding)
                {
                    client.SubmittedAt = ++client.Submitted % TimedOneIn == 0 ? Stopwatch.GetTimestamp() : 0;
                    var request = client.Request;
                    client.Request = request + 1 == _requests ? 0 : request + 1;
                    if (_target.Submit(request, index) is var outcome && outcome == RequestOutcome.Pending) return;
                    Count(client, outcome);
                }
            }
            catch (Exception exception)
            {
                _fault = exception;
                _isEnding = true;
            }

            _active.Signal();
        }

        private void Count(Client client, RequestOutcome outcome)
        {
            client.Completed++;
            if (outcome == RequestOutcome.Failed) client.Failed++;
            if (client.SubmittedAt != 0) _latencies?.Record((long)((Stopwatch.GetTimestamp() - client.SubmittedAt) * NanosecondsPerTick));
        }
    }

    /// <summary>One of those who wait; used by one thread at a time.</summary>
    private sealed class Client
    {
        public int Request { get; set; }

        public long Submitted { get; set; }

        public long SubmittedAt { get; set; }

        public long Completed { get; set; }

        public long Failed { get; set; }
    }
}
