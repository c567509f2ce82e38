using StateFlow.Runtime;
using StateFlow.Workloads.Targets;

namespace StateFlow.Workloads.Booking;

/// <summary>Travellers that call flights and hotels.</summary>
internal sealed class BookingDirect(WorkloadOptions options, Journey[] requests) : DirectTarget<Journey>(requests)
{
    private readonly Dictionary<long, Flight> _flights = [];
    private readonly Dictionary<long, Hotel> _hotels = [];
    private readonly Dictionary<long, Traveller> _travellers = [];

    protected override void Load()
    {
        for (var id = 0; id < BookingWorkload.Flights(options); id++) _flights.Add(id, new Flight(id));
        for (var id = 0; id < BookingWorkload.Hotels(options); id++) _hotels.Add(id, new Hotel(id));
        for (var id = 0; id < options.Keys; id++) _travellers.Add(id, new Traveller(id));
    }

    protected override bool Execute(in Journey request) =>
        _travellers[request.Traveller].Book(_flights[request.Flight], _hotels[request.Hotel], request.Nights);

    protected override IEnumerable<EntityRecord> States() =>
    [
        .. _flights.Values.Select(flight => flight.ToRecord()),
        .. _hotels.Values.Select(hotel => hotel.ToRecord()),
        .. _travellers.Values.Select(traveller => traveller.ToRecord()),
    ];
}
