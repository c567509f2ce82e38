namespace StateFlow.OrleansWorkloads.Shop;

/// <summary>An item for sale.</summary>
internal interface IItemGrain : IGrainWithStringKey
{
    Task Offer(long price);

    Task<long> Price();

    Task Restock(long amount);

    Task<bool> UpdateStock(long amount);

    Task<ItemState> GetState();
}

/// <summary>Someone who buys.</summary>
internal interface IUserGrain : IGrainWithStringKey
{
    Task Register(long balance);

    Task Deposit(long amount);

    Task<bool> BuyItem(long amount, string item);

    Task<UserState> GetState();
}
