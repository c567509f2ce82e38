using Orleans.Concurrency;
using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>What can be reserved.</summary>
internal abstract class OfferGrain(IPersistentState<OfferState> stored, GrainDurability durability) : StoredGrain<OfferState>(stored, durability), IOfferGrain
{
    public Task Open(long count, long price)
    {
        (State.Left, State.Price) = (count, price);
        return SaveAsync();
    }

    public Task<long> Price() => Task.FromResult(State.Price);

    public async Task<long?> Reserve(long count)
    {
        if (!State.TryReserve(count)) return null;
        await SaveAsync();
        return count * State.Price;
    }

    public Task GiveBack(long count)
    {
        State.Left += count;
        return SaveAsync();
    }

    public Task<OfferState> GetState() => Task.FromResult(State);
}

/// <summary>A flight.</summary>
[Reentrant]
internal sealed class FlightGrain([PersistentState("flight", GrainDurability.StorageName)] IPersistentState<OfferState> stored, GrainDurability durability)
    : OfferGrain(stored, durability), IFlightGrain;

/// <summary>A hotel.</summary>
[Reentrant]
internal sealed class HotelGrain([PersistentState("hotel", GrainDurability.StorageName)] IPersistentState<OfferState> stored, GrainDurability durability)
    : OfferGrain(stored, durability), IHotelGrain;
