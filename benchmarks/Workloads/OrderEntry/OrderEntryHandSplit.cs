using StateFlow.Language.IR;
using StateFlow.Runtime;
using StateFlow.Workloads.HandSplit;

namespace StateFlow.Workloads.OrderEntry;

/// <summary>Districts and customers that send events to what they need.</summary>
internal sealed class OrderEntryHandSplit(OrderEntrySize size, OrderEntryRequest[] requests, int partitions, RecordDefinition line)
    : HandSplitTarget<OrderEntryRequest, OrderEntryEvent, OrderEntryPartition>(requests, partitions)
{
    protected override OrderEntryPartition CreatePartition(Partition<OrderEntryEvent>[] all, int index) => new(this, all, index);

    protected override void Load() => OrderEntryEntitySet.Load(size, key => Partitions[PartitionOf(key)].Entities);

    protected override OrderEntryEvent Begin(int request, long ticket, out int partition)
    {
        ref readonly var asked = ref Request(request);
        var isOrder = asked.Lines is not null;
        var key = isOrder ? OrderEntrySize.DistrictOf(asked.Customer) : asked.Customer;
        partition = PartitionOf(key);
        return new OrderEntryEvent(isOrder ? OrderEntryEventKind.NewOrder : OrderEntryEventKind.Payment, request, key, null, ticket);
    }

    protected override IEnumerable<EntityRecord> States() => Partitions.SelectMany(partition => partition.Entities.States(line));
}

internal enum OrderEntryEventKind : byte
{
    NewOrder,
    AskPrice,
    HavePrice,
    AskDiscount,
    HaveDiscount,
    AskTax,
    HaveTax,
    TakeStock,
    StockTaken,
    CreateOrder,
    OrderCreated,
    AskTotal,
    HaveTotal,
    OrderPlaced,
    CustomerKnows,
    Payment,
    ReceiveInDistrict,
    ReceiveInWarehouse,
    WarehouseReceived,
    DistrictReceived,
}

/// <param name="Request">The number of the request, in the event that begins it.</param>
/// <param name="Key">Whose step it starts.</param>
/// <param name="Frame">What waits; null in the event that begins a request.</param>
/// <param name="Number">An argument or an answer; the ticket in the event that begins a request.</param>
internal readonly record struct OrderEntryEvent(OrderEntryEventKind Kind, int Request, long Key, OrderEntryFrame? Frame, long Number);

/// <summary>What a request needs after its calls.</summary>
internal abstract class OrderEntryFrame
{
    /// <summary>The entity where the request began.</summary>
    public long Origin { get; set; }

    public long Ticket { get; set; }
}

internal sealed class NewOrderFrame : OrderEntryFrame
{
    public long Customer { get; set; }

    public RequestedLine[] Requested { get; set; } = [];

    public OrderLine[] Lines { get; set; } = [];

    /// <summary>The line whose item or stock has been asked.</summary>
    public int Line { get; set; }

    public District? District { get; set; }

    public long Discount { get; set; }

    public long WarehouseTax { get; set; }

    public long Order { get; set; }

    public long Total { get; set; }
}

internal sealed class PaymentFrame : OrderEntryFrame
{
    public long Amount { get; set; }

    public long District { get; set; }
}
