using StateFlow.Runtime;
using StateFlow.Workloads.HandSplit;
using StateFlow.Workloads.Service;

namespace StateFlow.Workloads.Shop;

/// <summary>Users and items that send each other events, as a service.</summary>
internal sealed class ShopService(WorkloadOptions options, Purchase[] requests, int partitions)
    : ServiceTarget<PurchaseCall, ShopServicePartition>(partitions)
{
    protected override ShopServicePartition CreatePartition(Partition<CallEvent<PurchaseCall>>[] all, int index) => new(all, index);

    protected override void Load()
    {
        for (var number = 0L; number < options.Keys; number++)
        {
            var user = new User(ShopWorkload.UserName(number), ShopWorkload.FirstBalance + ShopWorkload.Deposit(number));
            var item = new Item(ShopWorkload.ItemName(number), ShopWorkload.Price(number), ShopWorkload.Stock(number));
            Partitions[PartitionOf(user.Name)].Add(user);
            Partitions[PartitionOf(item.Name)].Add(item);
        }
    }

    protected override PurchaseCall Call(int request, long ticket, out int partition)
    {
        ref readonly var asked = ref requests[request];
        partition = PartitionOf(asked.User);
        return new PurchaseCall(asked, this, ticket);
    }

    protected override IEnumerable<EntityRecord> States() => Partitions.SelectMany(partition => partition.States);
}

/// <summary>A purchase, with what it needs after its calls.</summary>
internal sealed class PurchaseCall(Purchase purchase, ICallReceiver receiver, long ticket) : Call(receiver, ticket)
{
    private bool _hasTaken;

    public Purchase Purchase => purchase;

    /// <summary>The partition of the user.</summary>
    public int Caller { get; set; }

    public User? User { get; set; }

    /// <summary>The item, once its partition has looked it up.</summary>
    public Item? Item { get; set; }

    public long Total { get; set; }

    public bool TryTake() => _hasTaken = Item!.UpdateStock(-purchase.Amount);

    public override void Undo()
    {
        if (_hasTaken) Item!.UpdateStock(purchase.Amount);
    }
}

/// <summary>Some of the users and items.</summary>
internal sealed class ShopServicePartition(Partition<CallEvent<PurchaseCall>>[] all, int index) : ServicePartition<PurchaseCall>(all, index)
{
    private const int Begin = 0;
    private const int AskPrice = 1;
    private const int HavePrice = 2;
    private const int UpdateStock = 3;
    private const int StockUpdated = 4;

    private readonly Dictionary<string, User> _users = [];
    private readonly Dictionary<string, Item> _items = [];

    public IEnumerable<EntityRecord> States => _users.Values.Select(user => user.ToRecord()).Concat(_items.Values.Select(item => item.ToRecord()));

    public void Add(User user) => _users.Add(user.Name, user);

    public void Add(Item item) => _items.Add(item.Name, item);

    protected override void Step(in CallEvent<PurchaseCall> message)
    {
        var call = message.Call;
        switch (message.Step)
        {
            case Begin:
                call.Caller = Index;
                call.User = _users[call.Purchase.User];
                Ask(AskPrice, call);
                break;
            case AskPrice:
                call.Item = _items[call.Purchase.Item];
                Answer(HavePrice, call, call.Item.Price);
                break;
            case HavePrice:
                call.Total = checked(call.Purchase.Amount * message.Number);
                if (call.User!.CanPay(call.Total)) Ask(UpdateStock, call);
                else call.Complete(CallAnswer.False);
                break;
            case UpdateStock:
                Answer(StockUpdated, call, call.TryTake() ? 1 : 0);
                break;
            case StockUpdated:
                if (message.Number == 1) call.User!.Pay(call.Total);
                call.Complete(message.Number == 1 ? CallAnswer.True : CallAnswer.False);
                break;
        }
    }

    private void Ask(int step, PurchaseCall call) => SendTo(PartitionOf(call.Purchase.Item), new CallEvent<PurchaseCall>(step, call, 0));

    private void Answer(int step, PurchaseCall call, long answer) => SendTo(call.Caller, new CallEvent<PurchaseCall>(step, call, answer));
}
