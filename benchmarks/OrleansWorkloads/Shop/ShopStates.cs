using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.OrleansWorkloads.Shop;

/// <summary>An item for sale.</summary>
[GenerateSerializer]
internal sealed class ItemState
{
    [Id(0)]
    public long Stock { get; set; }

    [Id(1)]
    public long Price { get; set; }

    public bool TryUpdate(long amount)
    {
        if (Stock + amount < 0) return false;
        Stock += amount;
        return true;
    }

    public EntityRecord ToRecord(EntityReference entity) => new(entity, [entity.Key, IntValue.Of(Stock), IntValue.Of(Price)]);
}

/// <summary>Someone who buys.</summary>
[GenerateSerializer]
internal sealed class UserState
{
    [Id(0)]
    public long Balance { get; set; }

    public bool TryPay(long total)
    {
        if (Balance < total) return false;
        Balance -= total;
        return true;
    }

    public EntityRecord ToRecord(EntityReference entity) => new(entity, [entity.Key, IntValue.Of(Balance)]);
}
