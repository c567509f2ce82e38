using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>Someone who travels, and gives back what he cannot use.</summary>
internal sealed class TravellerGrain([PersistentState("traveller", GrainDurability.StorageName)] IPersistentState<TravellerState> stored, GrainDurability durability)
    : StoredGrain<TravellerState>(stored, durability), ITravellerGrain
{
    public Task Open(long budget)
    {
        State.Budget = budget;
        return SaveAsync();
    }

    public async Task<bool> Book(long flight, long hotel, long nights)
    {
        var (seats, rooms) = (GrainFactory.GetGrain<IFlightGrain>(flight), GrainFactory.GetGrain<IHotelGrain>(hotel));
        if (await seats.Reserve(1) is null) return false;
        var fare = await seats.Price();
        if (await rooms.Reserve(nights) is not { } price)
        {
            await seats.GiveBack(1);
            return false;
        }

        if (!State.TryPay(fare + price))
        {
            await rooms.GiveBack(nights);
            await seats.GiveBack(1);
            return false;
        }

        await SaveAsync();
        return true;
    }

    public Task<TravellerState> GetState() => Task.FromResult(State);
}
