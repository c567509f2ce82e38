using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Runtime.Tests.Telemetry;

public sealed class TelemetryTests
{
    private static readonly EntityReference Ann = new("User", new StringValue("ann"));
    private static readonly EntityReference Apple = new("Item", new StringValue("apple"));
    private static readonly EntityReference Store = new("Store", IntValue.Of(7));
    private static readonly InvokeRequest Buy = new(Ann, "User.BuyItem", [IntValue.Of(2), Apple]) { Id = "r1" };

    private static readonly EngineStatistics Statistics = new(10, 2, 3, 4, 5, 6, [new EdgeCount("ingress", "User", 10), new EdgeCount("User", "Item", 20)]);

    [Test]
    public async Task A_request_is_a_span_and_so_is_each_call_between_entities_below_the_one_that_makes_it()
    {
        var spans = new List<Activity>();
        using (Sdk.CreateTracerProviderBuilder().AddSource("StateFlow").AddInMemoryExporter(spans).Build())
        {
            using var telemetry = new EngineTelemetry(() => Statistics);
            Assert.That(telemetry.IsOn);
            var answer = await telemetry.ObserveAsync(Buy, null, calls =>
            {
                calls!.Executing(1);
                calls.Called(Ann, Apple, "Item.Price");
                calls.Executing(2);
                calls.Called(Ann, Apple, "Item.Price");
                calls.Returned(isFailure: false);
                calls.Called(Ann, Apple, "Item.UpdateStock");
                calls.Called(Apple, Store, "Store.Take");
                calls.Returned(isFailure: true);
                calls.Returned(isFailure: false);
                return ValueTask.FromResult<Answer>(new ResultAnswer(BoolValue.True));
            });
            Assert.That(answer, Is.EqualTo(new ResultAnswer(BoolValue.True)));
        }

        var request = spans.Single(span => span.OperationName == "User.BuyItem");
        var update = spans.Single(span => span.OperationName == "Item.UpdateStock");
        var take = spans.Single(span => span.OperationName == "Store.Take");
        Assert.That(request.ParentId, Is.Null);
        Assert.That(request.Tags, Is.SupersetOf(Tags(("stateflow.entity", "User"), ("stateflow.key", "ann"), ("stateflow.member", "User.BuyItem"), ("stateflow.request.id", "r1"))));
        Assert.That(spans.Count(span => span.OperationName == "Item.Price" && span.ParentSpanId == request.SpanId), Is.EqualTo(2));
        Assert.That(spans.Where(span => span.OperationName == "Item.Price").Select(span => span.GetTagItem("stateflow.attempt")), Is.EqualTo((object[])[1, 2]));
        Assert.That(update.ParentSpanId, Is.EqualTo(request.SpanId));
        Assert.That(update.Status, Is.EqualTo(ActivityStatusCode.Unset));
        Assert.That(take.ParentSpanId, Is.EqualTo(update.SpanId));
        Assert.That(take.Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(take.Tags, Is.SupersetOf(Tags(("stateflow.source.entity", "Item"), ("stateflow.key", "7"), ("error.type", "failure"))));
        Assert.That(take.StartTimeUtc, Is.GreaterThanOrEqualTo(update.StartTimeUtc));
        Assert.That(take.StartTimeUtc + take.Duration, Is.LessThanOrEqualTo(update.StartTimeUtc + update.Duration));
    }

    [Test]
    public async Task A_request_that_fails_says_so_and_where()
    {
        var spans = new List<Activity>();
        using (Sdk.CreateTracerProviderBuilder().AddSource("StateFlow").AddInMemoryExporter(spans).Build())
        {
            using var telemetry = new EngineTelemetry(() => Statistics);
            var span = new SourceSpan("shop.sf", new SourcePosition(9, 2, 3), new SourcePosition(12, 2, 6));
            await telemetry.ObserveAsync(Buy, null, _ => ValueTask.FromResult<Answer>(new FailureAnswer(new Failure("sold out", span, []))));
            Assert.That(() => telemetry.ObserveAsync(new ExistsRequest(Ann), null, _ => throw new EngineException("full disk")).AsTask(), Throws.TypeOf<EngineException>());
        }

        Assert.That(spans.Select(span => (span.OperationName, span.Status, span.StatusDescription, span.GetTagItem("error.type"))), Is.EqualTo((object[])
        [
            ("User.BuyItem", ActivityStatusCode.Error, "sold out", "failure"),
            ("User.exists", ActivityStatusCode.Error, "full disk", "StateFlow.Runtime.EngineException"),
        ]));
        Assert.That(spans[0].GetTagItem("stateflow.position"), Is.EqualTo("shop.sf(2,3)"));
    }

    [Test]
    public async Task The_meter_counts_and_measures()
    {
        var metrics = new List<Metric>();
        using (var provider = Sdk.CreateMeterProviderBuilder().AddMeter("StateFlow").AddInMemoryExporter(metrics).Build())
        {
            using var telemetry = new EngineTelemetry(() => Statistics);
            await telemetry.ObserveAsync(Buy, null, _ => ValueTask.FromResult<Answer>(new ResultAnswer(BoolValue.True)));
            telemetry.Executing(17);
            provider.ForceFlush();
            // Engines of other tests may be measured, too.
            Assert.That(metrics.Select(metric => metric.Name).Distinct(), Is.EquivalentTo((string[])
            [
                "stateflow.request.duration", "stateflow.batch.size", "stateflow.requests", "stateflow.failures", "stateflow.batches", "stateflow.conflicts",
                "stateflow.pending", "stateflow.entities", "stateflow.edge.events",
            ]));
            Assert.That(Points(metrics, "stateflow.requests").Select(point => point.GetSumLong()), Does.Contain(10));
            Assert.That(Points(metrics, "stateflow.pending").Select(point => point.GetSumLong()), Does.Contain(3));
            Assert.That(Points(metrics, "stateflow.edge.events").Select(point => point.GetSumLong()), Is.SupersetOf((long[])[10, 20]));
            Assert.That(Points(metrics, "stateflow.request.duration").Select(point => point.GetHistogramCount()), Does.Contain(1));
            Assert.That(Points(metrics, "stateflow.batch.size").Select(point => point.GetHistogramSum()), Does.Contain(17));
        }
    }

    [Test]
    public void Without_a_listener_it_is_off()
    {
        using var telemetry = new EngineTelemetry(() => Statistics);
        Assert.That(telemetry.IsOn, Is.False);
    }

    private static Dictionary<string, string?> Tags(params (string Key, string Value)[] tags) => tags.ToDictionary(tag => tag.Key, tag => (string?)tag.Value);

    private static List<MetricPoint> Points(List<Metric> metrics, string name)
    {
        var points = new List<MetricPoint>();
        foreach (var metric in metrics.Where(metric => metric.Name == name))
        {
            foreach (var point in metric.GetMetricPoints()) points.Add(point);
        }

        return points;
    }
}
