using Orleans.Concurrency;
using Orleans.Transactions.Abstractions;
using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Shop;

/// <summary>Someone who buys, in transactions of Orleans.</summary>
[Reentrant]
internal sealed class TransactionalUserGrain(
    [TransactionalState("user", GrainDurability.StorageName)] ITransactionalState<UserState> state) : Grain, ITransactionalUserGrain
{
    public Task Register(long balance) => state.PerformUpdate(user => user.Balance = balance);

    public Task Deposit(long amount) => state.PerformUpdate(user => user.Balance += amount);

    public async Task<bool> BuyItem(long amount, string item)
    {
        var goods = GrainFactory.GetGrain<ITransactionalItemGrain>(item);
        var total = checked(amount * await goods.Price());

        // Paid first: a lock for reading that becomes one for writing may have to be given up.
        if (!await state.PerformUpdate(user => user.TryPay(total))) return false;
        if (await goods.UpdateStock(-amount)) return true;
        await state.PerformUpdate(user => user.Balance += total);
        return false;
    }

    public Task<UserState> GetState() => state.PerformRead(user => user);
}
