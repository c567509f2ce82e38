namespace StateFlow.Workloads.Accounts;

/// <summary>What is asked of an account.</summary>
internal enum AccountOperation : byte
{
    Read,
    Update,
    Transfer,
}

/// <param name="Target">Where a transfer goes.</param>
/// <param name="Data">What an update writes.</param>
internal readonly record struct AccountRequest(AccountOperation Operation, long Account, long Target, long Amount, string? Data);

/// <summary>In a hundred requests, how many read and how many update; the others transfer.</summary>
internal sealed record AccountMix(int Reads, int Updates)
{
    public static AccountMix A { get; } = new(50, 50);

    public static AccountMix B { get; } = new(95, 5);

    public static AccountMix T { get; } = new(0, 0);

    public static AccountMix M { get; } = new(45, 45);

    public AccountOperation Choose(Random random)
    {
        var choice = random.Next(100);
        if (choice < Reads) return AccountOperation.Read;
        return choice < Reads + Updates ? AccountOperation.Update : AccountOperation.Transfer;
    }
}
