using Orleans.Concurrency;
using Orleans.Transactions.Abstractions;
using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>Someone who travels, in transactions of Orleans.</summary>
[Reentrant]
internal sealed class TransactionalTravellerGrain([TransactionalState("traveller", GrainDurability.StorageName)] ITransactionalState<TravellerState> state)
    : Grain, ITransactionalTravellerGrain
{
    public Task Open(long budget) => state.PerformUpdate(traveller => traveller.Budget = budget);

    public async Task Book(long flight, long hotel, long nights)
    {
        var seats = GrainFactory.GetGrain<ITransactionalFlightGrain>(flight);
        await seats.Reserve(1);
        var price = await seats.Price() + await GrainFactory.GetGrain<ITransactionalHotelGrain>(hotel).Reserve(nights);
        if (!await state.PerformUpdate(traveller => traveller.TryPay(price))) throw new BookingRefusedException("the budget is too small");
    }

    public Task<TravellerState> GetState() => state.PerformRead(traveller => traveller);
}
