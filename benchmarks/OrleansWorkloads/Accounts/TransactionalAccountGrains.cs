using StateFlow.Interpreter.Values;
using StateFlow.OrleansWorkloads.Grains;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Accounts;

/// <summary>Accounts as grains with Orleans Transactions.</summary>
internal sealed class TransactionalAccountGrains : IGrainProgram
{
    public Task<RequestOutcome> CallAsync(IGrainFactory grains, EntityRequest request) =>
        TransactionRetry.RunAsync(() => CallAsync(grains.GetGrain<ITransactionalAccountGrain>(request.Target.Key.Number), request));

    public async Task<EntityRecord> StateAsync(IGrainFactory grains, EntityReference entity) =>
        (await grains.GetGrain<ITransactionalAccountGrain>(entity.Key.Number).GetState().ConfigureAwait(false)).ToRecord(entity);

    private static Task CallAsync(ITransactionalAccountGrain account, EntityRequest request) => request switch
    {
        CreateRequest create => account.Open(create.Arguments[1].Number),
        InvokeRequest { Method: "Account.Read" } => account.Read(),
        InvokeRequest { Method: "Account.Update" } update => account.Update(update.Arguments[0].Text),
        InvokeRequest { Method: "Account.Transfer" } transfer => account.Transfer(transfer.Arguments[0].Number, transfer.Arguments[1].ReferredKey.Number),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };
}
