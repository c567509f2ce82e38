using StateFlow.Runtime;

namespace StateFlow.Workloads.Booking;

/// <summary>A flight of the hand-written programs.</summary>
internal sealed class Flight(long number)
{
    private long _seatsLeft = BookingWorkload.Plenty;

    public long Fare { get; } = BookingWorkload.Fare(number);

    public bool TryReserve()
    {
        if (_seatsLeft == 0) return false;
        _seatsLeft--;
        return true;
    }

    public void GiveBack() => _seatsLeft++;

    public EntityRecord ToRecord() => Records.Of("Flight", number, Fare, _seatsLeft);
}

/// <summary>A hotel of the hand-written programs.</summary>
internal sealed class Hotel(long id)
{
    private long _nightsLeft = BookingWorkload.NightsOf(id);

    public long Nightly { get; } = BookingWorkload.Nightly(id);

    /// <summary>Reserves nights and gives their price; null if there are not so many.</summary>
    public long? TryReserve(long count)
    {
        if (_nightsLeft < count) return null;
        _nightsLeft -= count;
        return count * Nightly;
    }

    public void GiveBack(long count) => _nightsLeft += count;

    public EntityRecord ToRecord() => Records.Of("Hotel", id, Nightly, _nightsLeft);
}

/// <summary>A traveller of the hand-written programs.</summary>
internal sealed class Traveller(long id)
{
    private long _budget = BookingWorkload.Plenty;

    public bool TryPay(long price)
    {
        if (price > _budget) return false;
        _budget -= price;
        return true;
    }

    public bool Book(Flight flight, Hotel hotel, long nights)
    {
        if (!flight.TryReserve()) return false;
        if (hotel.TryReserve(nights) is not { } price)
        {
            flight.GiveBack();
            return false;
        }

        if (TryPay(flight.Fare + price)) return true;
        hotel.GiveBack(nights);
        flight.GiveBack();
        return false;
    }

    public EntityRecord ToRecord() => Records.Of("Traveller", id, _budget);
}
