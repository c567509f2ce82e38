using Orleans.Concurrency;
using Orleans.Transactions.Abstractions;
using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Shop;

/// <summary>An item for sale, whose steps are parts of transactions of Orleans.</summary>
[Reentrant]
internal sealed class TransactionalItemGrain(
    [TransactionalState("item", GrainDurability.StorageName)] ITransactionalState<ItemState> state) : Grain, ITransactionalItemGrain
{
    public Task Offer(long price) => state.PerformUpdate(item => item.Price = price);

    public Task<long> Price() => state.PerformRead(item => item.Price);

    public Task Restock(long amount) => state.PerformUpdate(item => item.Stock += amount);

    public Task<bool> UpdateStock(long amount) => state.PerformUpdate(item => item.TryUpdate(amount));

    public Task<ItemState> GetState() => state.PerformRead(item => item);
}
