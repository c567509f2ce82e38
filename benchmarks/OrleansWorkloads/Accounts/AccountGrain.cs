using Orleans.Concurrency;
using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Accounts;

/// <summary>An account whose transfers let others see that the money is under way.</summary>
/// <remarks>Reentrant, or two accounts that transfer to each other would wait for ever.</remarks>
[Reentrant]
internal sealed class AccountGrain(
    [PersistentState("account", GrainDurability.StorageName)] IPersistentState<AccountState> stored, GrainDurability durability)
    : StoredGrain<AccountState>(stored, durability), IAccountGrain
{
    public Task Open(long balance)
    {
        State.Balance = balance;
        return SaveAsync();
    }

    public Task<string> Read() => Task.FromResult(State.Data);

    public Task Update(string data)
    {
        State.Data = data;
        return SaveAsync();
    }

    public Task Deposit(long amount)
    {
        State.Deposit(amount);
        return SaveAsync();
    }

    public async Task<bool> Transfer(long amount, long target)
    {
        if (!State.TryWithdraw(amount)) return false;
        await SaveAsync();
        await GrainFactory.GetGrain<IAccountGrain>(target).Deposit(amount);
        return true;
    }

    public Task<AccountState> GetState() => Task.FromResult(State);
}
