using StateFlow.Interpreter.Values;
using StateFlow.OrleansWorkloads.Grains;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Accounts;

/// <summary>Accounts as plain grains.</summary>
internal sealed class AccountGrains : IGrainProgram
{
    public async Task<RequestOutcome> CallAsync(IGrainFactory grains, EntityRequest request)
    {
        var account = grains.GetGrain<IAccountGrain>(request.Target.Key.Number);
        await (request switch
        {
            CreateRequest create => account.Open(create.Arguments[1].Number),
            InvokeRequest { Method: "Account.Read" } => account.Read(),
            InvokeRequest { Method: "Account.Update" } update => account.Update(update.Arguments[0].Text),
            InvokeRequest { Method: "Account.Transfer" } transfer => account.Transfer(transfer.Arguments[0].Number, transfer.Arguments[1].ReferredKey.Number),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        }).ConfigureAwait(false);
        return RequestOutcome.Succeeded;
    }

    public async Task<EntityRecord> StateAsync(IGrainFactory grains, EntityReference entity) =>
        (await grains.GetGrain<IAccountGrain>(entity.Key.Number).GetState().ConfigureAwait(false)).ToRecord(entity);
}
