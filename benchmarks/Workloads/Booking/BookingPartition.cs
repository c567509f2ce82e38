using StateFlow.Runtime;
using StateFlow.Workloads.HandSplit;

namespace StateFlow.Workloads.Booking;

/// <summary>Some of the travellers, flights and hotels.</summary>
internal sealed class BookingPartition(BookingHandSplit target, Partition<BookingEvent>[] all, int index) : Partition<BookingEvent>(all, index)
{
    private const long Refused = -1;

    private readonly Dictionary<long, Flight> _flights = [];
    private readonly Dictionary<long, Hotel> _hotels = [];
    private readonly Dictionary<long, Traveller> _travellers = [];
    private readonly FramePool<BookingFrame> _frames = new();

    public IEnumerable<EntityRecord> States =>
    [
        .. _flights.Values.Select(flight => flight.ToRecord()),
        .. _hotels.Values.Select(hotel => hotel.ToRecord()),
        .. _travellers.Values.Select(traveller => traveller.ToRecord()),
    ];

    public void AddFlight(long id) => _flights.Add(id, new Flight(id));

    public void AddHotel(long id) => _hotels.Add(id, new Hotel(id));

    public void AddTraveller(long id) => _travellers.Add(id, new Traveller(id));

    protected override void Handle(in BookingEvent message)
    {
        if (message.Kind == BookingEventKind.Book)
        {
            Begin(in message);
            return;
        }

        var frame = message.Frame!;
        switch (message.Kind)
        {
            case BookingEventKind.ReserveSeat:
                Answer(BookingEventKind.SeatReserved, frame, _flights[frame.Journey.Flight].TryReserve() ? 0 : Refused);
                break;
            case BookingEventKind.SeatReserved:
                if (message.Number == Refused) End(frame, RequestOutcome.Failed);
                else AskFlight(BookingEventKind.AskFare, frame);
                break;
            case BookingEventKind.AskFare:
                Answer(BookingEventKind.HaveFare, frame, _flights[frame.Journey.Flight].Fare);
                break;
            case BookingEventKind.HaveFare:
                frame.Price = message.Number;
                AskHotel(BookingEventKind.ReserveNights, frame);
                break;
            case BookingEventKind.ReserveNights:
                Answer(BookingEventKind.NightsReserved, frame, _hotels[frame.Journey.Hotel].TryReserve(frame.Journey.Nights) ?? Refused);
                break;
            case BookingEventKind.NightsReserved:
                Pay(frame, message.Number);
                break;
            case BookingEventKind.GiveBackNights:
                _hotels[frame.Journey.Hotel].GiveBack(frame.Journey.Nights);
                AskFlight(BookingEventKind.GiveBackSeat, frame);
                break;
            case BookingEventKind.GiveBackSeat:
                _flights[frame.Journey.Flight].GiveBack();
                Answer(BookingEventKind.GivenBack, frame, 0);
                break;
            case BookingEventKind.GivenBack:
                End(frame, RequestOutcome.Failed);
                break;
        }
    }

    private void Begin(in BookingEvent message)
    {
        var frame = _frames.Rent();
        frame.Partition = Index;
        frame.Journey = target.Request(message.Request);
        frame.Traveller = _travellers[frame.Journey.Traveller];
        frame.Ticket = message.Number;
        AskFlight(BookingEventKind.ReserveSeat, frame);
    }

    private void Pay(BookingFrame frame, long nightsPrice)
    {
        if (nightsPrice == Refused) AskFlight(BookingEventKind.GiveBackSeat, frame);
        else if (frame.Traveller!.TryPay(frame.Price + nightsPrice)) End(frame, RequestOutcome.Succeeded);
        else AskHotel(BookingEventKind.GiveBackNights, frame);
    }

    private void End(BookingFrame frame, RequestOutcome outcome)
    {
        var ticket = frame.Ticket;
        _frames.Return(frame);
        target.Completion.Complete(ticket, outcome);
    }

    private void AskFlight(BookingEventKind kind, BookingFrame frame) => SendTo(PartitionOf(frame.Journey.Flight), new BookingEvent(kind, 0, frame, 0));

    private void AskHotel(BookingEventKind kind, BookingFrame frame) => SendTo(PartitionOf(frame.Journey.Hotel), new BookingEvent(kind, 0, frame, 0));

    private void Answer(BookingEventKind kind, BookingFrame frame, long answer) => SendTo(frame.Partition, new BookingEvent(kind, 0, frame, answer));
}
