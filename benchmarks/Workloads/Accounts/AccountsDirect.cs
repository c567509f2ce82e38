using StateFlow.Runtime;
using StateFlow.Workloads.Targets;

namespace StateFlow.Workloads.Accounts;

/// <summary>Accounts that call each other.</summary>
internal sealed class AccountsDirect(WorkloadOptions options, AccountRequest[] requests) : DirectTarget<AccountRequest>(requests)
{
    private readonly Dictionary<long, Account> _accounts = [];

    /// <summary>What was read last; kept so that reading is not optimized away.</summary>
    public object? LastResult { get; private set; }

    protected override void Load()
    {
        for (var id = 0; id < options.Keys; id++) _accounts.Add(id, new Account(id));
    }

    protected override bool Execute(in AccountRequest request)
    {
        var account = _accounts[request.Account];
        switch (request.Operation)
        {
            case AccountOperation.Read:
                LastResult = account.Data;
                break;
            case AccountOperation.Update:
                account.Data = request.Data!;
                break;
            case AccountOperation.Transfer:
                account.Transfer(request.Amount, _accounts[request.Target]);
                break;
        }

        return true;
    }

    protected override IEnumerable<EntityRecord> States() => _accounts.Values.Select(account => account.ToRecord());
}
