using StateFlow.Language.IR;
using StateFlow.Runtime;

namespace StateFlow.Workloads.OrderEntry;

/// <summary>The entities of a hand-written program, or a partition's share of them.</summary>
internal sealed class OrderEntryEntitySet
{
    /// <summary>The price of each item.</summary>
    public Dictionary<long, long> Prices { get; } = [];

    public Dictionary<long, Stock> Stocks { get; } = [];

    public Dictionary<long, Warehouse> Warehouses { get; } = [];

    public Dictionary<long, District> Districts { get; } = [];

    public Dictionary<long, Customer> Customers { get; } = [];

    public Dictionary<long, Order> Orders { get; } = [];

    /// <summary>Creates what there is at the beginning.</summary>
    /// <param name="ofKey">Which set has the entities of a key.</param>
    public static void Load(OrderEntrySize size, Func<long, OrderEntryEntitySet> ofKey)
    {
        for (var item = 0L; item < size.Items; item++) ofKey(item).Prices.Add(item, OrderEntrySize.Price(item));
        for (var warehouse = 0L; warehouse < size.Warehouses; warehouse++)
        {
            ofKey(warehouse).Warehouses.Add(warehouse, new Warehouse(warehouse));
            for (var item = 0L; item < size.Items; item++)
            {
                var key = OrderEntrySize.StockKey(warehouse, item);
                ofKey(key).Stocks.Add(key, new Stock(key, item));
            }
        }

        for (var district = 0L; district < size.Districts; district++) ofKey(district).Districts.Add(district, new District(district));
        for (var customer = 0L; customer < size.Customers; customer++) ofKey(customer).Customers.Add(customer, new Customer(customer));
    }

    /// <param name="line">The type of the lines of orders.</param>
    public IEnumerable<EntityRecord> States(RecordDefinition line) =>
    [
        .. Prices.Select(item => Records.Of("Item", item.Key, item.Value)),
        .. Stocks.Values.Select(stock => stock.ToRecord()),
        .. Warehouses.Values.Select(warehouse => warehouse.ToRecord()),
        .. Districts.Values.Select(district => district.ToRecord()),
        .. Customers.Values.Select(customer => customer.ToRecord()),
        .. Orders.Values.Select(order => order.ToRecord(line)),
    ];
}
