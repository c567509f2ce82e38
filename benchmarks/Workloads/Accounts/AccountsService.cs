using StateFlow.Runtime;
using StateFlow.Workloads.HandSplit;
using StateFlow.Workloads.Service;

namespace StateFlow.Workloads.Accounts;

/// <summary>Accounts that send each other events, as a service.</summary>
internal sealed class AccountsService(WorkloadOptions options, AccountRequest[] requests, int partitions)
    : ServiceTarget<AccountCall, AccountServicePartition>(partitions)
{
    protected override AccountServicePartition CreatePartition(Partition<CallEvent<AccountCall>>[] all, int index) => new(all, index);

    protected override void Load()
    {
        for (var id = 0L; id < options.Keys; id++) Partitions[PartitionOf(id)].Add(id);
    }

    protected override AccountCall Call(int request, long ticket, out int partition)
    {
        ref readonly var asked = ref requests[request];
        partition = PartitionOf(asked.Account);
        return new AccountCall(in asked, this, ticket);
    }

    protected override IEnumerable<EntityRecord> States() => Partitions.SelectMany(partition => partition.Accounts.Select(account => account.ToRecord()));
}

/// <summary>What is asked of an account, and what has been withdrawn from it.</summary>
internal sealed class AccountCall(in AccountRequest request, ICallReceiver receiver, long ticket) : Call(receiver, ticket)
{
    private readonly AccountRequest _request = request;
    private Account? _withdrawnFrom;

    public ref readonly AccountRequest Request => ref _request;

    /// <summary>The partition that waits for the answer of the other account.</summary>
    public int Caller { get; set; }

    public bool TryWithdraw(Account account)
    {
        if (!account.TryWithdraw(_request.Amount)) return false;
        _withdrawnFrom = account;
        return true;
    }

    /// <summary>A deposit that fails has changed nothing, so it is the withdrawal that has to be taken back.</summary>
    public override void Undo() => _withdrawnFrom?.Deposit(_request.Amount);
}

/// <summary>Some of the accounts.</summary>
internal sealed class AccountServicePartition(Partition<CallEvent<AccountCall>>[] all, int index) : ServicePartition<AccountCall>(all, index)
{
    private const int Begin = 0;
    private const int Deposit = 1;
    private const int Deposited = 2;

    private readonly Dictionary<long, Account> _accounts = [];

    public IEnumerable<Account> Accounts => _accounts.Values;

    public void Add(long id) => _accounts.Add(id, new Account(id));

    protected override void Step(in CallEvent<AccountCall> message)
    {
        var call = message.Call;
        ref readonly var request = ref call.Request;
        switch (message.Step, request.Operation)
        {
            case (Begin, AccountOperation.Read):
                call.Complete(new CallAnswer(_accounts[request.Account].Data, null));
                break;
            case (Begin, AccountOperation.Update):
                _accounts[request.Account].Data = request.Data!;
                call.Complete(CallAnswer.Nothing);
                break;
            case (Begin, AccountOperation.Transfer):
                call.Caller = Index;
                if (call.TryWithdraw(_accounts[request.Account])) SendTo(PartitionOf(request.Target), new CallEvent<AccountCall>(Deposit, call, 0));
                else call.Complete(CallAnswer.False);
                break;
            case (Deposit, _):
                _accounts[request.Target].Deposit(request.Amount);
                SendTo(call.Caller, new CallEvent<AccountCall>(Deposited, call, 0));
                break;
            case (Deposited, _):
                call.Complete(CallAnswer.True);
                break;
        }
    }
}
