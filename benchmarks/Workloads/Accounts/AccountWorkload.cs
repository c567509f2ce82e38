using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.Workloads.Accounts;

/// <summary>The mixes of YCSB over accounts; keys are those of accounts.</summary>
internal sealed class AccountWorkload(string name, string description, AccountMix mix, bool isTransactional = true)
    : Workload<AccountRequest>(name, description, "ycsb.sf", isTransactional)
{
    /// <summary>So much that no measurement takes an account to its end.</summary>
    public const long Opening = 1_000_000_000;

    public const string Entity = "Account";

    protected override IEnumerable<EntityRequest> Loading(WorkloadOptions options) =>
        from id in Enumerable.Range(0, options.Keys)
        select new CreateRequest(Reference(id), [IntValue.Of(id), IntValue.Of(Opening)]);

    protected override AccountRequest[] Requests(WorkloadOptions options) => AccountRequests.Generate(mix, options);

    protected override EntityRequest Translate(in AccountRequest request) => request.Operation switch
    {
        AccountOperation.Read => new InvokeRequest(Reference(request.Account), "Account.Read", []),
        AccountOperation.Update => new InvokeRequest(Reference(request.Account), "Account.Update", [new StringValue(request.Data!)]),
        AccountOperation.Transfer => new InvokeRequest(Reference(request.Account), "Account.Transfer", [IntValue.Of(request.Amount), Reference(request.Target)]),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    protected override IBenchmarkTarget Direct(WorkloadOptions options, AccountRequest[] requests) => new AccountsDirect(options, requests);

    protected override IBenchmarkTarget HandSplit(WorkloadOptions options, AccountRequest[] requests, int partitions) =>
        new AccountsHandSplit(options, requests, partitions);

    protected override IBenchmarkTarget Service(WorkloadOptions options, AccountRequest[] requests, int partitions) =>
        new AccountsService(options, requests, partitions);

    private static EntityReference Reference(long id) => new(Entity, IntValue.Of(id));
}
