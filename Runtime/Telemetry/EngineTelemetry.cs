using System.Diagnostics;
using System.Diagnostics.Metrics;
using StateFlow.Interpreter.Execution;

namespace StateFlow.Runtime.Telemetry;

/// <summary>What an engine tells of itself, to those who listen to the source of spans and the meter named <see cref="Name"/>.</summary>
internal sealed class EngineTelemetry : IDisposable
{
    public const string Name = "StateFlow";

    private static readonly ActivitySource Spans = new(Name);

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _batchSize;

    /// <param name="statistics">What the engine has done; asked when a listener collects.</param>
    public EngineTelemetry(Func<EngineStatistics> statistics)
    {
        _duration = _meter.CreateHistogram<double>("stateflow.request.duration", "s", "From a request to its answer.", null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
        });
        _batchSize = _meter.CreateHistogram<int>("stateflow.batch.size", "{request}", "Requests of a batch.", null, new InstrumentAdvice<int>
        {
            HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384],
        });
        _meter.CreateObservableCounter("stateflow.requests", () => statistics().Requests, "{request}", "Requests answered.");
        _meter.CreateObservableCounter("stateflow.failures", () => statistics().Failures, "{request}", "Requests answered by a failure of the program.");
        _meter.CreateObservableCounter("stateflow.batches", () => statistics().Batches, "{batch}", "Batches committed.");
        _meter.CreateObservableCounter("stateflow.conflicts", () => statistics().Conflicts, "{execution}", "Executions repeated because of another request of the batch.");
        _meter.CreateObservableUpDownCounter("stateflow.pending", () => statistics().Pending, "{request}", "Requests that wait or are being executed.");
        _meter.CreateObservableUpDownCounter("stateflow.entities", () => statistics().Entities, "{entity}", "Entities that exist.");
        _meter.CreateObservableCounter("stateflow.edge.events", () => statistics().Edges.Select(Measurement), "{event}", "Events that took an edge of the dataflow.");
    }

    /// <summary>Whether anyone wants to know about single requests.</summary>
    public bool IsOn => Spans.HasListeners() || _duration.Enabled;

    /// <summary>A batch is executed.</summary>
    public void Executing(int requests)
    {
        if (_batchSize.Enabled) _batchSize.Record(requests);
    }

    /// <summary>Executes a request and tells of it.</summary>
    /// <param name="observer">Who else wants to know of its calls; null for none.</param>
    /// <param name="execute">Executes it, and tells an observer, if it is given one, of its calls.</param>
    public async ValueTask<Answer> ObserveAsync(EntityRequest request, IHopObserver? observer, Func<IHopObserver?, ValueTask<Answer>> execute)
    {
        var method = request.Member();
        using var span = Spans.StartActivity(method, ActivityKind.Internal);
        var hops = span is { IsAllDataRequested: true } ? new HopRecord() : null;
        var start = Stopwatch.GetTimestamp();
        string? error = null;
        try
        {
            var answer = await execute(hops is null ? observer : observer is null ? hops : new BothObservers(observer, hops)).ConfigureAwait(false);
            if (answer is FailureAnswer { Failure: var failure })
            {
                error = SpanTags.Failure;
                span?.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag("stateflow.position", failure.Span.ToString());
            }

            return answer;
        }
        catch (Exception exception)
        {
            error = exception.GetType().FullName;
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
        finally
        {
            _duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, Tags(method, error));
            if (span is not null)
            {
                SpanTags.Set(span, request.Target, method);
                if (error is not null) span.SetTag(SpanTags.ErrorType, error);
                if (request.Id is { } id) span.SetTag("stateflow.request.id", id);
                hops?.Write(Spans, span.Context);
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private static TagList Tags(string method, string? error)
    {
        var tags = new TagList { { SpanTags.Member, method } };
        if (error is not null) tags.Add(SpanTags.ErrorType, error);
        return tags;
    }

    private static Measurement<long> Measurement(EdgeCount edge) =>
        new(edge.Events, new("stateflow.edge.source", edge.Source), new("stateflow.edge.target", edge.Target));
}
