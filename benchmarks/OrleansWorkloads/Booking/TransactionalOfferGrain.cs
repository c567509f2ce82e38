using Orleans.Concurrency;
using Orleans.Transactions.Abstractions;
using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>What can be reserved, in transactions of Orleans.</summary>
internal abstract class TransactionalOfferGrain(ITransactionalState<OfferState> state) : Grain, ITransactionalOfferGrain
{
    public Task Open(long count, long price) => state.PerformUpdate(offer => (offer.Left, offer.Price) = (count, price));

    public Task<long> Price() => state.PerformRead(offer => offer.Price);

    public Task<long> Reserve(long count) =>
        state.PerformUpdate(offer => offer.TryReserve(count) ? count * offer.Price : throw new BookingRefusedException("nothing is left"));

    public Task<OfferState> GetState() => state.PerformRead(offer => offer);
}

/// <summary>A flight.</summary>
[Reentrant]
internal sealed class TransactionalFlightGrain([TransactionalState("flight", GrainDurability.StorageName)] ITransactionalState<OfferState> state)
    : TransactionalOfferGrain(state), ITransactionalFlightGrain;

/// <summary>A hotel.</summary>
[Reentrant]
internal sealed class TransactionalHotelGrain([TransactionalState("hotel", GrainDurability.StorageName)] ITransactionalState<OfferState> state)
    : TransactionalOfferGrain(state), ITransactionalHotelGrain;
