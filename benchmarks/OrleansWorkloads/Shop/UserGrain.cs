using StateFlow.OrleansWorkloads.Grains;

namespace StateFlow.OrleansWorkloads.Shop;

/// <summary>Someone who buys, one thing at a time: no item calls a user, so nobody waits for ever.</summary>
internal sealed class UserGrain(
    [PersistentState("user", GrainDurability.StorageName)] IPersistentState<UserState> stored, GrainDurability durability)
    : StoredGrain<UserState>(stored, durability), IUserGrain
{
    public Task Register(long balance)
    {
        State.Balance = balance;
        return SaveAsync();
    }

    public Task Deposit(long amount)
    {
        State.Balance += amount;
        return SaveAsync();
    }

    public async Task<bool> BuyItem(long amount, string item)
    {
        var goods = GrainFactory.GetGrain<IItemGrain>(item);
        var total = checked(amount * await goods.Price());
        if (State.Balance < total || !await goods.UpdateStock(-amount)) return false;
        State.Balance -= total;
        await SaveAsync();
        return true;
    }

    public Task<UserState> GetState() => Task.FromResult(State);
}
