using StateFlow.Workloads.HandSplit;

namespace StateFlow.Workloads.OrderEntry;

/// <summary>Some of the entities, and the steps of the methods.</summary>
internal sealed class OrderEntryPartition(OrderEntryHandSplit target, Partition<OrderEntryEvent>[] all, int index) : Partition<OrderEntryEvent>(all, index)
{
    private const long NoSuchItem = -1;

    private readonly FramePool<NewOrderFrame> _orderFrames = new();
    private readonly FramePool<PaymentFrame> _paymentFrames = new();

    public OrderEntryEntitySet Entities { get; } = new();

    protected override void Handle(in OrderEntryEvent message)
    {
        switch (message.Kind)
        {
            case OrderEntryEventKind.NewOrder:
                BeginOrder(in message);
                break;
            case OrderEntryEventKind.Payment:
                BeginPayment(in message);
                break;
            case >= OrderEntryEventKind.ReceiveInDistrict:
                ContinuePayment(in message, (PaymentFrame)message.Frame!);
                break;
            default:
                ContinueOrder(in message, (NewOrderFrame)message.Frame!);
                break;
        }
    }

    private void BeginOrder(in OrderEntryEvent message)
    {
        var frame = _orderFrames.Rent();
        frame.Origin = message.Key;
        frame.Ticket = message.Number;
        frame.Customer = target.Request(message.Request).Customer;
        frame.Requested = target.Request(message.Request).Lines!;
        frame.Lines = new OrderLine[frame.Requested.Length];
        frame.District = Entities.Districts[message.Key];
        AskPrice(frame, 0);
    }

    private void ContinueOrder(in OrderEntryEvent message, NewOrderFrame frame)
    {
        var district = frame.District!;
        switch (message.Kind)
        {
            case OrderEntryEventKind.AskPrice:
                Answer(OrderEntryEventKind.HavePrice, frame, Entities.Prices.TryGetValue(message.Key, out var price) ? price : NoSuchItem);
                break;
            case OrderEntryEventKind.HavePrice:
                HavePrice(frame, message.Number);
                break;
            case OrderEntryEventKind.AskDiscount:
                Answer(OrderEntryEventKind.HaveDiscount, frame, Entities.Customers[message.Key].Discount);
                break;
            case OrderEntryEventKind.HaveDiscount:
                frame.Discount = message.Number;
                Send(OrderEntryEventKind.AskTax, district.Warehouse, frame);
                break;
            case OrderEntryEventKind.AskTax:
                Answer(OrderEntryEventKind.HaveTax, frame, Entities.Warehouses[message.Key].Tax);
                break;
            case OrderEntryEventKind.HaveTax:
                frame.WarehouseTax = message.Number;
                TakeStock(frame, 0);
                break;
            case OrderEntryEventKind.TakeStock:
                Entities.Stocks[message.Key].Take(message.Number);
                Answer(OrderEntryEventKind.StockTaken, frame, 0);
                break;
            case OrderEntryEventKind.StockTaken:
                if (frame.Line + 1 < frame.Lines.Length) TakeStock(frame, frame.Line + 1);
                else Send(OrderEntryEventKind.CreateOrder, frame.Order, frame);
                break;
            case OrderEntryEventKind.CreateOrder:
                Entities.Orders.Add(message.Key, new Order(message.Key, frame.Customer, frame.Lines));
                Answer(OrderEntryEventKind.OrderCreated, frame, 0);
                break;
            case OrderEntryEventKind.OrderCreated:
                Send(OrderEntryEventKind.AskTotal, frame.Order, frame);
                break;
            case OrderEntryEventKind.AskTotal:
                Answer(OrderEntryEventKind.HaveTotal, frame, Entities.Orders[message.Key].Total);
                break;
            case OrderEntryEventKind.HaveTotal:
                frame.Total = OrderEntrySize.Total(message.Number, frame.Discount, frame.WarehouseTax, district.Tax);
                Send(OrderEntryEventKind.OrderPlaced, frame.Customer, frame);
                break;
            case OrderEntryEventKind.OrderPlaced:
                Entities.Customers[message.Key].Placed(frame.Order, frame.Total);
                Answer(OrderEntryEventKind.CustomerKnows, frame, 0);
                break;
            case OrderEntryEventKind.CustomerKnows:
                EndOrder(frame, RequestOutcome.Succeeded);
                break;
        }
    }

    private void AskPrice(NewOrderFrame frame, int line)
    {
        frame.Line = line;
        Send(OrderEntryEventKind.AskPrice, frame.Requested[line].Item, frame);
    }

    /// <summary>Only when all items are known something is changed, so that there is nothing to undo.</summary>
    private void HavePrice(NewOrderFrame frame, long price)
    {
        if (price == NoSuchItem)
        {
            EndOrder(frame, RequestOutcome.Failed);
            return;
        }

        var requested = frame.Requested[frame.Line];
        frame.Lines[frame.Line] = new OrderLine(requested.Item, requested.Supplier, requested.Quantity, price * requested.Quantity);
        if (frame.Line + 1 < frame.Lines.Length)
        {
            AskPrice(frame, frame.Line + 1);
            return;
        }

        frame.Order = frame.District!.NextOrderKey();
        Send(OrderEntryEventKind.AskDiscount, frame.Customer, frame);
    }

    private void TakeStock(NewOrderFrame frame, int line)
    {
        frame.Line = line;
        var requested = frame.Requested[line];
        Send(OrderEntryEventKind.TakeStock, OrderEntrySize.StockKey(requested.Supplier, requested.Item), frame, requested.Quantity);
    }

    private void EndOrder(NewOrderFrame frame, RequestOutcome outcome)
    {
        var ticket = frame.Ticket;
        _orderFrames.Return(frame);
        target.Completion.Complete(ticket, outcome);
    }

    private void BeginPayment(in OrderEntryEvent message)
    {
        var frame = _paymentFrames.Rent();
        var customer = Entities.Customers[message.Key];
        frame.Origin = message.Key;
        frame.Ticket = message.Number;
        frame.Amount = target.Request(message.Request).Amount;
        frame.District = customer.District;
        customer.Pay(frame.Amount);
        Send(OrderEntryEventKind.ReceiveInDistrict, frame.District, frame);
    }

    private void ContinuePayment(in OrderEntryEvent message, PaymentFrame frame)
    {
        switch (message.Kind)
        {
            case OrderEntryEventKind.ReceiveInDistrict:
                var district = Entities.Districts[message.Key];
                district.Receive(frame.Amount);
                Send(OrderEntryEventKind.ReceiveInWarehouse, district.Warehouse, frame);
                break;
            case OrderEntryEventKind.ReceiveInWarehouse:
                Entities.Warehouses[message.Key].Receive(frame.Amount);
                Send(OrderEntryEventKind.WarehouseReceived, frame.District, frame);
                break;
            case OrderEntryEventKind.WarehouseReceived:
                Answer(OrderEntryEventKind.DistrictReceived, frame, 0);
                break;
            case OrderEntryEventKind.DistrictReceived:
                var ticket = frame.Ticket;
                _paymentFrames.Return(frame);
                target.Completion.Complete(ticket, RequestOutcome.Succeeded);
                break;
        }
    }

    private void Send(OrderEntryEventKind kind, long key, OrderEntryFrame frame, long argument = 0) =>
        SendTo(PartitionOf(key), new OrderEntryEvent(kind, 0, key, frame, argument));

    private void Answer(OrderEntryEventKind kind, OrderEntryFrame frame, long answer) => Send(kind, frame.Origin, frame, answer);
}
