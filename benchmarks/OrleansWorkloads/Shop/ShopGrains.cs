using StateFlow.Interpreter.Values;
using StateFlow.OrleansWorkloads.Grains;
using StateFlow.Runtime;
using StateFlow.Workloads;
using StateFlow.Workloads.Shop;

namespace StateFlow.OrleansWorkloads.Shop;

/// <summary>Users and items as plain grains.</summary>
internal sealed class ShopGrains : IGrainProgram
{
    public async Task<RequestOutcome> CallAsync(IGrainFactory grains, EntityRequest request)
    {
        await (request.Target.Entity == "Item"
            ? CallAsync(grains.GetGrain<IItemGrain>(request.Target.Key.Text), request)
            : CallAsync(grains.GetGrain<IUserGrain>(request.Target.Key.Text), request)).ConfigureAwait(false);
        return RequestOutcome.Succeeded;
    }

    public async Task<EntityRecord> StateAsync(IGrainFactory grains, EntityReference entity) => entity.Entity == "Item"
        ? (await grains.GetGrain<IItemGrain>(entity.Key.Text).GetState().ConfigureAwait(false)).ToRecord(entity)
        : (await grains.GetGrain<IUserGrain>(entity.Key.Text).GetState().ConfigureAwait(false)).ToRecord(entity);

    private static Task CallAsync(IItemGrain item, EntityRequest request) => request switch
    {
        CreateRequest create => item.Offer(create.Arguments[1].Number),
        InvokeRequest { Method: "Item.Restock" } restock => item.Restock(restock.Arguments[0].Number),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    private static Task CallAsync(IUserGrain user, EntityRequest request) => request switch
    {
        CreateRequest => user.Register(ShopWorkload.FirstBalance),
        InvokeRequest { Method: "User.Deposit" } deposit => user.Deposit(deposit.Arguments[0].Number),
        InvokeRequest { Method: "User.BuyItem" } purchase => user.BuyItem(purchase.Arguments[0].Number, purchase.Arguments[1].ReferredKey.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };
}
