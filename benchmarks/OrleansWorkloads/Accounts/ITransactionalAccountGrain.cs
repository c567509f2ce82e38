using Orleans.Concurrency;

namespace StateFlow.OrleansWorkloads.Accounts;

/// <summary>An account, with Orleans Transactions.</summary>
internal interface ITransactionalAccountGrain : IGrainWithIntegerKey
{
    [Transaction(TransactionOption.CreateOrJoin)]
    Task Open(long balance);

    [ReadOnly]
    [Transaction(TransactionOption.CreateOrJoin)]
    Task<string> Read();

    [Transaction(TransactionOption.CreateOrJoin)]
    Task Update(string data);

    [Transaction(TransactionOption.CreateOrJoin)]
    Task Deposit(long amount);

    [Transaction(TransactionOption.CreateOrJoin)]
    Task<bool> Transfer(long amount, long target);

    [ReadOnly]
    [Transaction(TransactionOption.CreateOrJoin)]
    Task<AccountState> GetState();
}
