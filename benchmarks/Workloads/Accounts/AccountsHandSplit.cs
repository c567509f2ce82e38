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

    protected override AccountEvent Begin(in AccountRequest request, long ticket, out int partition)
    {
        partition = PartitionOf(request.Account);
        var kind = request.Operation switch
        {
            AccountOperation.Read => AccountEventKind.Read,
            AccountOperation.Update => AccountEventKind.Update,
            _ => AccountEventKind.Transfer,
        };
        return new AccountEvent(kind, request.Account, request.Target, request.Amount, request.Data, ticket);
    }

    protected override IEnumerable<EntityRecord> States() => Partitions.SelectMany(partition => partition.Accounts.Select(account => account.ToRecord()));
}

internal enum AccountEventKind : byte
{
    Read,
    Update,
    Transfer,
    Deposit,
    TransferDeposited,
}

/// <param name="Account">Whose step it starts.</param>
/// <param name="Other">The target of a transfer; in a deposit, who waits for the answer.</param>
/// <param name="Ticket">The request that all this is done for.</param>
internal readonly record struct AccountEvent(AccountEventKind Kind, long Account, long Other, long Amount, string? Data, long Ticket);

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
                _accounts[message.Account].Data = message.Data!;
                Complete(message.Ticket);
                break;
            case AccountEventKind.Transfer:
                // After the deposit nothing but the ticket is needed, so no frame is kept.
                if (_accounts[message.Account].TryWithdraw(message.Amount))
                    Send(message.Other, new AccountEvent(AccountEventKind.Deposit, message.Other, message.Account, message.Amount, null, message.Ticket));
                else Complete(message.Ticket);
                break;
            case AccountEventKind.Deposit:
                _accounts[message.Account].Deposit(message.Amount);
                Send(message.Other, new AccountEvent(AccountEventKind.TransferDeposited, message.Other, 0, 0, null, message.Ticket));
                break;
            case AccountEventKind.TransferDeposited:
                Complete(message.Ticket);
                break;
        }
    }

    private void Send(long account, in AccountEvent message) => SendTo(PartitionOf(account), in message);

    private void Complete(long ticket) => target.Completion.Complete(ticket, RequestOutcome.Succeeded);
}
