using StateFlow.Workloads.Keys;

namespace StateFlow.Workloads.Accounts;

/// <summary>Generates requests to accounts.</summary>
internal static class AccountRequests
{
    private const int MaxAmount = 10;

    /// <summary>The length of a field in YCSB.</summary>
    private const int DataLength = 100;

    private const int DifferentData = 64;

    public static AccountRequest[] Generate(AccountMix mix, WorkloadOptions options)
    {
        var random = new Random(options.Seed);
        var keys = KeyGenerator.Of(options.Distribution, options.Keys, random);
        var data = Enumerable.Range(0, DifferentData).Select(_ => random.GetString("abcdefghijklmnopqrstuvwxyz", DataLength)).ToArray();
        var requests = new AccountRequest[options.Requests];
        for (var i = 0; i < requests.Length; i++)
        {
            var account = keys.Next();
            requests[i] = mix.Choose(random) switch
            {
                AccountOperation.Read => new(AccountOperation.Read, account, 0, 0, null),
                AccountOperation.Update => new(AccountOperation.Update, account, 0, 0, data[random.Next(DifferentData)]),
                _ => new(AccountOperation.Transfer, account, keys.NextBut(account), random.Next(1, MaxAmount + 1), null),
            };
        }

        return requests;
    }
}
