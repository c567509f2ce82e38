using Orleans.Concurrency;
using Orleans.Transactions.Abstractions;
using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Accounts;

/// <summary>An account whose transfers are transactions of Orleans.</summary>
[Reentrant]
internal sealed class TransactionalAccountGrain(
    [TransactionalState("account", GrainDurability.StorageName)] ITransactionalState<AccountState> state) : Grain, ITransactionalAccountGrain
{
    public Task Open(long balance) => state.PerformUpdate(account => account.Balance = balance);

    public Task<string> Read() => state.PerformRead(account => account.Data);

    public Task Update(string data) => state.PerformUpdate(account => account.Data = data);

    public Task Deposit(long amount) => state.PerformUpdate(account => account.Deposit(amount));

    public async Task<bool> Transfer(long amount, long target)
    {
        if (!await state.PerformUpdate(account => account.TryWithdraw(amount))) return false;
        await GrainFactory.GetGrain<ITransactionalAccountGrain>(target).Deposit(amount);
        return true;
    }

    public Task<AccountState> GetState() => state.PerformRead(account => account);
}
