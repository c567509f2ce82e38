using StateFlow.Interpreter.Values;
using StateFlow.Runtime;
using StateFlow.Workloads.Keys;

namespace StateFlow.Workloads.Booking;

/// <summary>A traveller books a flight and a hotel.</summary>
internal readonly record struct Journey(long Traveller, long Flight, long Hotel, long Nights);

/// <summary>Journeys; keys are those of travellers, of a tenth as many flights and as many hotels.</summary>
internal sealed class BookingWorkload() : Workload<Journey>("booking", "journeys: a flight and a hotel, or neither", "booking.sf")
{
    /// <summary>So much that no measurement uses it up.</summary>
    public const long Plenty = 1_000_000_000_000;

    private const int TravellersPerFlight = 10;

    /// <summary>One hotel in so many is full: the seat is given back.</summary>
    private const int HotelsPerFullOne = 20;

    private const int MaxNights = 7;

    public static int Flights(WorkloadOptions options) => Math.Max(1, options.Keys / TravellersPerFlight);

    public static int Hotels(WorkloadOptions options) => Flights(options);

    public static long Fare(long flight) => 50 + flight % 200;

    public static long Nightly(long hotel) => 30 + hotel % 300;

    public static long NightsOf(long hotel) => hotel % HotelsPerFullOne == HotelsPerFullOne - 1 ? 0 : Plenty;

    protected override IEnumerable<EntityRequest> Loading(WorkloadOptions options)
    {
        for (var id = 0; id < Flights(options); id++) yield return Creation("Flight", id, Plenty, Fare(id));
        for (var id = 0; id < Hotels(options); id++) yield return Creation("Hotel", id, NightsOf(id), Nightly(id));
        for (var id = 0; id < options.Keys; id++) yield return Creation("Traveller", id, Plenty);
    }

    protected override Journey[] Requests(WorkloadOptions options)
    {
        var random = new Random(options.Seed);
        var travellers = KeyGenerator.Of(options.Distribution, options.Keys, random);
        var flights = KeyGenerator.Of(options.Distribution, Flights(options), random);
        var hotels = KeyGenerator.Of(options.Distribution, Hotels(options), random);
        return [.. Enumerable.Range(0, options.Requests).Select(_ => new Journey(travellers.Next(), flights.Next(), hotels.Next(), random.Next(1, MaxNights + 1)))];
    }

    protected override EntityRequest Translate(in Journey request) => new InvokeRequest(
        Reference("Traveller", request.Traveller),
        "Traveller.Book",
        [Reference("Flight", request.Flight), Reference("Hotel", request.Hotel), IntValue.Of(request.Nights)]);

    protected override IBenchmarkTarget Direct(WorkloadOptions options, Journey[] requests) => new BookingDirect(options, requests);

    protected override IBenchmarkTarget HandSplit(WorkloadOptions options, Journey[] requests, int partitions) => new BookingHandSplit(options, requests, partitions);

    private static CreateRequest Creation(string entity, long id, params ReadOnlySpan<long> arguments) =>
        new(Reference(entity, id), [IntValue.Of(id), .. arguments.ToArray().Select(IntValue.Of)]);

    private static EntityReference Reference(string entity, long id) => new(entity, IntValue.Of(id));
}
