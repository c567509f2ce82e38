using StateFlow.Language.IR;
using StateFlow.Runtime;
using StateFlow.Workloads.Targets;

namespace StateFlow.Workloads.OrderEntry;

/// <summary>Districts and customers that call what they need.</summary>
internal sealed class OrderEntryDirect(OrderEntrySize size, OrderEntryRequest[] requests, RecordDefinition line) : DirectTarget<OrderEntryRequest>(requests)
{
    private readonly OrderEntryEntitySet _entities = new();

    protected override void Load() => OrderEntryEntitySet.Load(size, _ => _entities);

    protected override bool Execute(in OrderEntryRequest request)
    {
        if (request.Lines is { } lines) return NewOrder(request.Customer, lines);
        Pay(request.Customer, request.Amount);
        return true;
    }

    protected override IEnumerable<EntityRecord> States() => _entities.States(line);

    private bool NewOrder(long customerId, RequestedLine[] requested)
    {
        // Whatever can fail comes first, so that there is nothing to undo.
        var lines = new OrderLine[requested.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var one = requested[i];
            if (!_entities.Prices.TryGetValue(one.Item, out var price)) return false;
            lines[i] = new OrderLine(one.Item, one.Supplier, one.Quantity, price * one.Quantity);
        }

        foreach (var one in requested) _entities.Stocks[OrderEntrySize.StockKey(one.Supplier, one.Item)].Take(one.Quantity);
        var customer = _entities.Customers[customerId];
        var district = _entities.Districts[customer.District];
        var key = district.NextOrderKey();
        var order = new Order(key, customerId, lines);
        _entities.Orders.Add(key, order);
        customer.Placed(key, OrderEntrySize.Total(order.Total, customer.Discount, _entities.Warehouses[district.Warehouse].Tax, district.Tax));
        return true;
    }

    private void Pay(long customerId, long amount)
    {
        var customer = _entities.Customers[customerId];
        customer.Pay(amount);
        var district = _entities.Districts[customer.District];
        district.Receive(amount);
        _entities.Warehouses[district.Warehouse].Receive(amount);
    }
}
