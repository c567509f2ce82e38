using Orleans.Concurrency;
using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Shop;

/// <summary>An item for sale.</summary>
/// <remarks>Reentrant, so that nobody who asks for the price waits for a write.</remarks>
[Reentrant]
internal sealed class ItemGrain(
    [PersistentState("item", GrainDurability.StorageName)] IPersistentState<ItemState> stored, GrainDurability durability)
    : StoredGrain<ItemState>(stored, durability), IItemGrain
{
    public Task Offer(long price)
    {
        State.Price = price;
        return SaveAsync();
    }

    public Task<long> Price() => Task.FromResult(State.Price);

    public Task Restock(long amount)
    {
        State.Stock += amount;
        return SaveAsync();
    }

    public async Task<bool> UpdateStock(long amount)
    {
        if (!State.TryUpdate(amount)) return false;
        await SaveAsync();
        return true;
    }

    public Task<ItemState> GetState() => Task.FromResult(State);
}
