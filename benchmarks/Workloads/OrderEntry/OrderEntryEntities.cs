using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime;

namespace StateFlow.Workloads.OrderEntry;

/// <summary>The stock of one item in one warehouse, of the hand-written programs.</summary>
internal sealed class Stock(long key, long item)
{
    private long _quantity = OrderEntrySize.Quantity(item);
    private long _ordered;

    public void Take(long units)
    {
        _quantity = _quantity - units >= 10 ? _quantity - units : _quantity - units + 91;
        _ordered += units;
    }

    public EntityRecord ToRecord() => Records.Of("Stock", key, _quantity, _ordered);
}

/// <summary>A warehouse of the hand-written programs.</summary>
internal sealed class Warehouse(long id)
{
    private long _yearToDate;

    public long Tax { get; } = OrderEntrySize.WarehouseTax(id);

    public void Receive(long amount) => _yearToDate += amount;

    public EntityRecord ToRecord() => Records.Of("Warehouse", id, Tax, _yearToDate);
}

/// <summary>A district of the hand-written programs.</summary>
internal sealed class District(long id)
{
    private long _nextOrder = 1;
    private long _yearToDate;

    public long Id => id;

    public long Tax { get; } = OrderEntrySize.DistrictTax(id);

    public long Warehouse { get; } = OrderEntrySize.WarehouseOf(id);

    public long NextOrderKey() => OrderEntrySize.OrderKey(id, _nextOrder++);

    public void Receive(long amount) => _yearToDate += amount;

    public EntityRecord ToRecord() => new(
        new EntityReference("District", IntValue.Of(id)),
        [IntValue.Of(id), new EntityReference("Warehouse", IntValue.Of(Warehouse)), IntValue.Of(Tax), IntValue.Of(_nextOrder), IntValue.Of(_yearToDate)]);
}

/// <summary>A customer of the hand-written programs.</summary>
internal sealed class Customer(long id)
{
    private long _balance;
    private long _payments;
    private long? _lastOrder;

    public long Discount { get; } = OrderEntrySize.Discount(id);

    public long District { get; } = OrderEntrySize.DistrictOf(id);

    public void Placed(long order, long total)
    {
        _balance += total;
        _lastOrder = order;
    }

    public void Pay(long amount)
    {
        _balance -= amount;
        _payments++;
    }

    public EntityRecord ToRecord() => new(
        new EntityReference("Customer", IntValue.Of(id)),
        [
            IntValue.Of(id),
            new EntityReference("District", IntValue.Of(District)),
            IntValue.Of(Discount),
            IntValue.Of(OrderEntrySize.CreditLimit),
            IntValue.Of(_balance),
            IntValue.Of(_payments),
            _lastOrder is { } order ? OptionValue.Some(new EntityReference("Order", IntValue.Of(order))) : OptionValue.None,
        ]);
}

/// <summary>An order of the hand-written programs.</summary>
internal sealed class Order(long key, long customer, OrderLine[] lines)
{
    public long Total
    {
        get
        {
            var total = 0L;
            foreach (var line in lines) total += line.Amount;
            return total;
        }
    }

    /// <param name="line">The type of the lines.</param>
    public EntityRecord ToRecord(RecordDefinition line) => new(
        new EntityReference("Order", IntValue.Of(key)),
        [IntValue.Of(key), new EntityReference("Customer", IntValue.Of(customer)), ListValue.From(lines.Select(one => ToValue(line, one)))]);

    private static RecordValue ToValue(RecordDefinition definition, OrderLine line) =>
        new(definition, [IntValue.Of(line.Item), IntValue.Of(line.Supplier), IntValue.Of(line.Units), IntValue.Of(line.Amount)]);
}
