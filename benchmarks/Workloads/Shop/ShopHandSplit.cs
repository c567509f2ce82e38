using StateFlow.Runtime;
using StateFlow.Workloads.HandSplit;

namespace StateFlow.Workloads.Shop;

/// <summary>Users and items that send each other events.</summary>
internal sealed class ShopHandSplit(WorkloadOptions options, Purchase[] requests, int partitions)
    : HandSplitTarget<Purchase, ShopEvent, ShopPartition>(requests, partitions)
{
    protected override ShopPartition CreatePartition(Partition<ShopEvent>[] all, int index) => new(this, all, index);

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

    protected override ShopEvent Begin(int request, long ticket, out int partition)
    {
        partition = PartitionOf(Request(request).User);
        return new ShopEvent(ShopEventKind.BuyItem, request, null, ticket);
    }

    protected override IEnumerable<EntityRecord> States() => Partitions.SelectMany(partition => partition.States);
}

internal enum ShopEventKind : byte
{
    BuyItem,
    AskPrice,
    HavePrice,
    UpdateStock,
    StockUpdated,
}

/// <param name="Request">The number of the request, in the event that begins it.</param>
/// <param name="Frame">The purchase that waits; null in the event that begins it.</param>
/// <param name="Number">An argument or an answer, a truth value being 0 or 1; the ticket in the event that begins a request.</param>
internal readonly record struct ShopEvent(ShopEventKind Kind, int Request, PurchaseFrame? Frame, long Number);

/// <summary>What a purchase needs after its calls.</summary>
internal sealed class PurchaseFrame
{
    public int Partition { get; set; }

    public User? User { get; set; }

    public string? ItemName { get; set; }

    /// <summary>The item, once its partition has looked it up.</summary>
    public Item? Item { get; set; }

    public long Amount { get; set; }

    public long Total { get; set; }

    public long Ticket { get; set; }
}

/// <summary>Some of the users and items.</summary>
internal sealed class ShopPartition(ShopHandSplit target, Partition<ShopEvent>[] all, int index) : Partition<ShopEvent>(all, index)
{
    private readonly Dictionary<string, User> _users = [];
    private readonly Dictionary<string, Item> _items = [];
    private readonly FramePool<PurchaseFrame> _frames = new();

    public IEnumerable<EntityRecord> States => _users.Values.Select(user => user.ToRecord()).Concat(_items.Values.Select(item => item.ToRecord()));

    public void Add(User user) => _users.Add(user.Name, user);

    public void Add(Item item) => _items.Add(item.Name, item);

    protected override void Handle(in ShopEvent message)
    {
        switch (message.Kind)
        {
            case ShopEventKind.BuyItem:
                Begin(in message);
                break;
            case ShopEventKind.AskPrice:
                AnswerPrice(message.Frame!);
                break;
            case ShopEventKind.HavePrice:
                Go(message.Frame!, price: message.Number);
                break;
            case ShopEventKind.UpdateStock:
                Answer(ShopEventKind.StockUpdated, message.Frame!, message.Frame!.Item!.UpdateStock(message.Number) ? 1 : 0);
                break;
            case ShopEventKind.StockUpdated:
                if (message.Number == 1) message.Frame!.User!.Pay(message.Frame.Total);
                End(message.Frame!);
                break;
        }
    }

    private void Begin(in ShopEvent message)
    {
        ref readonly var request = ref target.Request(message.Request);
        var frame = _frames.Rent();
        frame.Partition = Index;
        frame.User = _users[request.User];
        frame.ItemName = request.Item;
        frame.Amount = request.Amount;
        frame.Ticket = message.Number;
        Ask(ShopEventKind.AskPrice, frame, 0);
    }

    private void AnswerPrice(PurchaseFrame frame)
    {
        frame.Item = _items[frame.ItemName!];
        Answer(ShopEventKind.HavePrice, frame, frame.Item.Price);
    }

    private void Go(PurchaseFrame frame, long price)
    {
        frame.Total = checked(frame.Amount * price);
        if (frame.User!.CanPay(frame.Total)) Ask(ShopEventKind.UpdateStock, frame, -frame.Amount);
        else End(frame);
    }

    private void End(PurchaseFrame frame)
    {
        var ticket = frame.Ticket;
        _frames.Return(frame);
        target.Completion.Complete(ticket, RequestOutcome.Succeeded);
    }

    private void Ask(ShopEventKind kind, PurchaseFrame frame, long argument) =>
        SendTo(PartitionOf(frame.ItemName!), new ShopEvent(kind, 0, frame, argument));

    private void Answer(ShopEventKind kind, PurchaseFrame frame, long answer) =>
        SendTo(frame.Partition, new ShopEvent(kind, 0, frame, answer));
}
