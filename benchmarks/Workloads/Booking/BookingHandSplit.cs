using StateFlow.Runtime;
using StateFlow.Workloads.HandSplit;

namespace StateFlow.Workloads.Booking;

/// <summary>Travellers, flights and hotels that send each other events.</summary>
internal sealed class BookingHandSplit(WorkloadOptions options, Journey[] requests, int partitions)
    : HandSplitTarget<Journey, BookingEvent, BookingPartition>(requests, partitions)
{
    protected override BookingPartition CreatePartition(Partition<BookingEvent>[] all, int index) => new(this, all, index);

    protected override void Load()
    {
        for (var id = 0L; id < BookingWorkload.Flights(options); id++) Partitions[PartitionOf(id)].AddFlight(id);
        for (var id = 0L; id < BookingWorkload.Hotels(options); id++) Partitions[PartitionOf(id)].AddHotel(id);
        for (var id = 0L; id < options.Keys; id++) Partitions[PartitionOf(id)].AddTraveller(id);
    }

    protected override BookingEvent Begin(int request, long ticket, out int partition)
    {
        partition = PartitionOf(Request(request).Traveller);
        return new BookingEvent(BookingEventKind.Book, request, null, ticket);
    }

    protected override IEnumerable<EntityRecord> States() => Partitions.SelectMany(partition => partition.States);
}

internal enum BookingEventKind : byte
{
    Book,
    ReserveSeat,
    SeatReserved,
    AskFare,
    HaveFare,
    ReserveNights,
    NightsReserved,
    GiveBackSeat,
    GiveBackNights,
    GivenBack,
}

/// <param name="Request">The number of the request, in the event that begins it.</param>
/// <param name="Frame">The booking that waits; null in the event that begins it.</param>
/// <param name="Number">An answer, a refusal being negative; the ticket in the event that begins a request.</param>
internal readonly record struct BookingEvent(BookingEventKind Kind, int Request, BookingFrame? Frame, long Number);

/// <summary>What a booking needs after its calls.</summary>
internal sealed class BookingFrame
{
    public int Partition { get; set; }

    public Traveller? Traveller { get; set; }

    public Journey Journey { get; set; }

    public long Price { get; set; }

    public long Ticket { get; set; }
}
