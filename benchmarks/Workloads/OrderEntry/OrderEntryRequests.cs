using StateFlow.Workloads.Keys;

namespace StateFlow.Workloads.OrderEntry;

/// <summary>Generates orders and payments, as many of the one as of the other, with the numbers of TPC-C.</summary>
internal static class OrderEntryRequests
{
    private const int MinLines = 5;
    private const int MaxLines = 15;
    private const int MaxQuantity = 10;
    private const int MaxPayment = 5000;

    public static OrderEntryRequest[] Generate(OrderEntrySize size, WorkloadOptions options)
    {
        var random = new Random(options.Seed);
        var customers = KeyGenerator.Of(options.Distribution, size.Customers, random);
        var items = KeyGenerator.Of(options.Distribution, size.Items, random);
        return [.. Enumerable.Range(0, options.Requests).Select(_ => Next())];

        OrderEntryRequest Next()
        {
            var customer = customers.Next();
            if (random.Next(2) == 0) return new OrderEntryRequest(customer, random.Next(1, MaxPayment + 1), null);

            var lines = new RequestedLine[random.Next(MinLines, MaxLines + 1)];
            for (var i = 0; i < lines.Length; i++)
                lines[i] = new RequestedLine(items.Next(), Supplier(customer), random.Next(1, MaxQuantity + 1));
            if (OneInAHundred()) lines[^1] = lines[^1] with { Item = size.Items };
            return new OrderEntryRequest(customer, 0, lines);
        }

        long Supplier(long customer) =>
            OneInAHundred() ? random.Next(size.Warehouses) : OrderEntrySize.WarehouseOf(OrderEntrySize.DistrictOf(customer));

        bool OneInAHundred() => random.Next(100) == 0;
    }
}
