using Orleans.Concurrency;

namespace StateFlow.OrleansWorkloads.Shop;

/// <summary>An item for sale, with Orleans Transactions.</summary>
internal interface ITransactionalItemGrain : IGrainWithStringKey
{
    [Transaction(TransactionOption.CreateOrJoin)]
    Task Offer(long price);

    [Transaction(TransactionOption.CreateOrJoin)]
    Task<long> Price();

    [Transaction(TransactionOption.CreateOrJoin)]
    Task Restock(long amount);

    [Transaction(TransactionOption.CreateOrJoin)]
    Task<bool> UpdateStock(long amount);

    [ReadOnly]
    [Transaction(TransactionOption.CreateOrJoin)]
    Task<ItemState> GetState();
}

/// <summary>Someone who buys, with Orleans Transactions.</summary>
internal interface ITransactionalUserGrain : IGrainWithStringKey
{
    [Transaction(TransactionOption.CreateOrJoin)]
    Task Register(long balance);

    [Transaction(TransactionOption.CreateOrJoin)]
    Task Deposit(long amount);

    [Transaction(TransactionOption.CreateOrJoin)]
    Task<bool> BuyItem(long amount, string item);

    [ReadOnly]
    [Transaction(TransactionOption.CreateOrJoin)]
    Task<UserState> GetState();
}
