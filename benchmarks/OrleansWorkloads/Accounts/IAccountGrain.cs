namespace StateFlow.OrleansWorkloads.Accounts;

/// <summary>An account.</summary>
internal interface IAccountGrain : IGrainWithIntegerKey
{
    Task Open(long balance);

    Task<string> Read();

    Task Update(string data);

    Task Deposit(long amount);

    Task<bool> Transfer(long amount, long target);

    Task<AccountState> GetState();
}
