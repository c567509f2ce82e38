using StateFlow.Interpreter.Values;
using StateFlow.OrleansWorkloads.Grains;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>Travellers, flights and hotels as plain grains.</summary>
internal sealed class BookingGrains : IGrainProgram
{
    public async Task<RequestOutcome> CallAsync(IGrainFactory grains, EntityRequest request)
    {
        switch (request)
        {
            case CreateRequest { Target.Entity: "Traveller" } create:
                await grains.GetGrain<ITravellerGrain>(create.Target.Key.Number).Open(create.Arguments[1].Number).ConfigureAwait(false);
                return RequestOutcome.Succeeded;
            case CreateRequest create:
                await Offer(grains, create.Target).Open(create.Arguments[1].Number, create.Arguments[2].Number).ConfigureAwait(false);
                return RequestOutcome.Succeeded;
            case InvokeRequest { Method: "Traveller.Book", Arguments: var arguments }:
                var traveller = grains.GetGrain<ITravellerGrain>(request.Target.Key.Number);
                var isBooked = await traveller.Book(arguments[0].ReferredKey.Number, arguments[1].ReferredKey.Number, arguments[2].Number).ConfigureAwait(false);
                return isBooked ? RequestOutcome.Succeeded : RequestOutcome.Failed;
            default:
                throw new ArgumentOutOfRangeException(nameof(request));
        }
    }

    public async Task<EntityRecord> StateAsync(IGrainFactory grains, EntityReference entity) => entity.Entity == "Traveller"
        ? (await grains.GetGrain<ITravellerGrain>(entity.Key.Number).GetState().ConfigureAwait(false)).ToRecord(entity)
        : (await Offer(grains, entity).GetState().ConfigureAwait(false)).ToRecord(entity);

    private static IOfferGrain Offer(IGrainFactory grains, EntityReference entity) => entity.Entity == "Flight"
        ? grains.GetGrain<IFlightGrain>(entity.Key.Number)
        : grains.GetGrain<IHotelGrain>(entity.Key.Number);
}
