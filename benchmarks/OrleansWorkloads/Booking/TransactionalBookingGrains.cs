using StateFlow.Interpreter.Values;
using StateFlow.OrleansWorkloads.Grains;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>Travellers, flights and hotels as grains with Orleans Transactions.</summary>
internal sealed class TransactionalBookingGrains : IGrainProgram
{
    public Task<RequestOutcome> CallAsync(IGrainFactory grains, EntityRequest request) =>
        TransactionRetry.RunAsync(() => CallOnceAsync(grains, request), cause => cause is BookingRefusedException);

    public async Task<EntityRecord> StateAsync(IGrainFactory grains, EntityReference entity) => entity.Entity == "Traveller"
        ? (await grains.GetGrain<ITransactionalTravellerGrain>(entity.Key.Number).GetState().ConfigureAwait(false)).ToRecord(entity)
        : (await Offer(grains, entity).GetState().ConfigureAwait(false)).ToRecord(entity);

    private static Task CallOnceAsync(IGrainFactory grains, EntityRequest request) => request switch
    {
        CreateRequest { Target.Entity: "Traveller" } create => grains.GetGrain<ITransactionalTravellerGrain>(create.Target.Key.Number).Open(create.Arguments[1].Number),
        CreateRequest create => Offer(grains, create.Target).Open(create.Arguments[1].Number, create.Arguments[2].Number),
        InvokeRequest { Method: "Traveller.Book", Arguments: var arguments } => grains.GetGrain<ITransactionalTravellerGrain>(request.Target.Key.Number)
            .Book(arguments[0].ReferredKey.Number, arguments[1].ReferredKey.Number, arguments[2].Number),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    private static ITransactionalOfferGrain Offer(IGrainFactory grains, EntityReference entity) => entity.Entity == "Flight"
        ? grains.GetGrain<ITransactionalFlightGrain>(entity.Key.Number)
        : grains.GetGrain<ITransactionalHotelGrain>(entity.Key.Number);
}
