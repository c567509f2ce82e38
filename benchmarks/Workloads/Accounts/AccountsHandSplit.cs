using StateFlow.Runtime;
using StateFlow.Workloads.HandSplit;

namespace StateFlow.Workloads.Accounts;

/// <summary>Accounts that send each other events.</summary>
internal sealed class AccountsHandSplit(WorkloadOptions options, AccountRequest[] requests, int partitions)
    : HandSplitTarget<AccountRequest, AccountEvent, AccountPartition>(requests, partitions)
{
    protected override AccountPartition CreatePartition(Partition<AccountEvent>[] all, int index) => new(this, all, index);

    protected override void Load()
    {
        for (var id = 0L; id < options.Keys; id++) Partitions[PartitionOf(id)].Add(id);
    }

    protected override AccountEvent Begin(int request, long ticket, out int partition)
    {
        ref readonly var asked = ref Request(request);
        partition = PartitionOf(asked.Account);
        return new AccountEvent(Kind(asked.Operation), request, asked.Account, 0, ticket);
    }

    protected override IEnumerable<EntityRecord> States() => Partitions.SelectMany(partition => partition.Accounts.Select(account => account.ToRecord()));

    private static AccountEventKind Kind(AccountOperation operation) => operation switch
    {
        AccountOperation.Read => AccountEventKind.Read,
        AccountOperation.Update => AccountEventKind.Update,
        _ => AccountEventKind.Transfer,
    };
}

internal enum AccountEventKind : byte
{
    Read,
    Update,
    Transfer,
    Deposit,
    TransferDeposited,
}

/// <param name="Request">The number of the request that all this is done for.</param>
/// <param name="Account">Whose step it starts.</param>
/// <param name="Caller">The partition that waits for the answer.</param>
internal readonly record struct AccountEvent(AccountEventKind Kind, int Request, long Account, int Caller, long Ticket);

/// <summary>Some of the accounts.</summary>
internal sealed class AccountPartition(AccountsHandSplit target, Partition<AccountEvent>[] all, int index) : Partition<AccountEvent>(all, index)
{
    private readonly Dictionary<long, Account> _accounts = [];

    public IEnumerable<Account> Accounts => _accounts.Values;

    /// <summary>What was read last; kept so that reading is not optimized away.</summary>
    public object? LastResult { get; private set; }

    public void Add(long id) => _accounts.Add(id, new Account(id));

    protected override void Handle(in AccountEvent message)
    {
        switch (message.Kind)
        {
            case AccountEventKind.Read:
                LastResult = _accounts[message.Account].Data;
                Complete(message.Ticket);
                break;
            case AccountEventKind.Update:
                _accounts[message.Account].Data = target.Request(message.Request).Data!;
                Complete(message.Ticket);
                break;
            case AccountEventKind.Transfer:
                Transfer(in message, in target.Request(message.Request));
                break;
            case AccountEventKind.Deposit:
                _accounts[message.Account].Deposit(target.Request(message.Request).Amount);
                SendTo(message.Caller, message with { Kind = AccountEventKind.TransferDeposited });
                break;
            case AccountEventKind.TransferDeposited:
                Complete(message.Ticket);
                break;
        }
    }

    private void Transfer(in AccountEvent message, in AccountRequest request)
    {
        // After the deposit nothing but the ticket is needed, so no frame is kept.
        if (_accounts[message.Account].TryWithdraw(request.Amount))
            SendTo(PartitionOf(request.Target), message with { Kind = AccountEventKind.Deposit, Account = request.Target, Caller = Index });
        else Complete(message.Ticket);
    }

    private void Complete(long ticket) => target.Completion.Complete(ticket, RequestOutcome.Succeeded);
}
