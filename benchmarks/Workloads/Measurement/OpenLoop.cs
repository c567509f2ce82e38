using System.Diagnostics;

namespace StateFlow.Workloads.Measurement;

/// <summary>
/// Requests at a fixed rate, whether those before them are completed or not. A latency begins when the request was due, so that a
/// target that stalls does not hide it by keeping requests from being submitted.
/// </summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="WarmUp">How long nothing is measured.</param>
/// <param name="Duration">How long it is then.</param>
public sealed record OpenLoop(int Rate, TimeSpan WarmUp, TimeSpan Duration) : ILoad
{
    /// <inheritdoc />
    public LoadResult Measure(IBenchmarkTarget target, int requests, CancellationToken cancellation)
    {
        var first = (long)(Rate * WarmUp.TotalSeconds);
        var all = first + (long)(Rate * Duration.TotalSeconds);
        var run = new Run(target, requests, Rate, first, all);
        run.SubmitAll(cancellation);
        return run.Result(cancellation);
    }

    private sealed class Run : IRequestCompletion
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

        private readonly IBenchmarkTarget _target;
        private readonly int _requests;
        private readonly int _rate;
        private readonly long _first;
        private readonly long _all;
        private readonly LatencyHistogram _latencies = new();
        private readonly ManualResetEventSlim _isCompleted = new();
        private readonly long _start = Stopwatch.GetTimestamp();
        private long _pending;
        private long _failures;
        private long _bytesBefore;

        /// <param name="first">The first request that is measured.</param>
        public Run(IBenchmarkTarget target, int requests, int rate, long first, long all)
        {
            (_target, _requests, _rate, _first, _all, _pending) = (target, requests, rate, first, all, all);
            target.Completion = this;
        }

        public void SubmitAll(CancellationToken cancellation)
        {
            for (var next = 0L; next < _all;)
            {
                if (cancellation.IsCancellationRequested) break;
                if (DueAt(next) > Elapsed)
                {
                    Thread.Sleep(Pause);
                    continue;
                }

                if (next == _first) _bytesBefore = GC.GetTotalAllocatedBytes();
                Submit(next++);
            }
        }

        public void Complete(long ticket, RequestOutcome outcome)
        {
            if (ticket >= _first)
            {
                _latencies.Record((Elapsed - DueAt(ticket)).Ticks * TimeSpan.NanosecondsPerTick);
                if (outcome == RequestOutcome.Failed) Interlocked.Increment(ref _failures);
            }

            if (Interlocked.Decrement(ref _pending) == 0) _isCompleted.Set();
        }

        public LoadResult Result(CancellationToken cancellation)
        {
            _isCompleted.Wait(cancellation);
            return new LoadResult(_all - _first, _failures, Elapsed - DueAt(_first), _latencies, GC.GetTotalAllocatedBytes() - _bytesBefore);
        }

        private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

        private TimeSpan DueAt(long ticket) => TimeSpan.FromSeconds((double)ticket / _rate);

        private void Submit(long ticket)
        {
            try
            {
                if (_target.Submit((int)(ticket % _requests), ticket) is var outcome && outcome != RequestOutcome.Pending) Complete(ticket, outcome);
            }
            catch (Exception exception)
            {
                throw new LoadException(exception);
            }
        }
    }
}
