using StateFlow.Runtime;
using StateFlow.Workloads.Targets;

namespace StateFlow.Workloads.Shop;

/// <summary>Users that call items.</summary>
internal sealed class ShopDirect(WorkloadOptions options, Purchase[] requests) : DirectTarget<Purchase>(requests)
{
    private readonly Dictionary<string, User> _users = [];
    private readonly Dictionary<string, Item> _items = [];

    protected override void Load()
    {
        for (var number = 0L; number < options.Keys; number++)
        {
            var user = new User(ShopWorkload.UserName(number), ShopWorkload.FirstBalance + ShopWorkload.Deposit(number));
            var item = new Item(ShopWorkload.ItemName(number), ShopWorkload.Price(number), ShopWorkload.Stock(number));
            _users.Add(user.Name, user);
            _items.Add(item.Name, item);
        }
    }

    protected override bool Execute(in Purchase request)
    {
        _users[request.User].BuyItem(request.Amount, _items[request.Item]);
        return true;
    }

    protected override IEnumerable<EntityRecord> States() =>
        _users.Values.Select(user => user.ToRecord()).Concat(_items.Values.Select(item => item.ToRecord()));
}
