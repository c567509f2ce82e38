using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>A flight, or a hotel: what can be reserved, and the price of one.</summary>
[GenerateSerializer]
internal sealed class OfferState
{
    [Id(0)]
    public long Left { get; set; }

    [Id(1)]
    public long Price { get; set; }

    public bool TryReserve(long count)
    {
        if (Left < count) return false;
        Left -= count;
        return true;
    }

    public EntityRecord ToRecord(EntityReference entity) => new(entity, [entity.Key, IntValue.Of(Price), IntValue.Of(Left)]);
}

/// <summary>Someone who travels.</summary>
[GenerateSerializer]
internal sealed class TravellerState
{
    [Id(0)]
    public long Budget { get; set; }

    public bool TryPay(long price)
    {
        if (Budget < price) return false;
        Budget -= price;
        return true;
    }

    public EntityRecord ToRecord(EntityReference entity) => new(entity, [entity.Key, IntValue.Of(Budget)]);
}
