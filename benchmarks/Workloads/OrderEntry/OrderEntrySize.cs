namespace StateFlow.Workloads.OrderEntry;

/// <summary>How many there are of what, and what they begin with.</summary>
/// <param name="Items">How many items, each of them in stock in every warehouse.</param>
internal sealed record OrderEntrySize(int Items, int Warehouses)
{
    public const long CreditLimit = 1_000_000_000_000_000;

    private const int MaxItems = 1000;
    private const int DistrictsPerWarehouse = 10;
    private const int CustomersPerDistrict = 30;

    public int Districts => Warehouses * DistrictsPerWarehouse;

    public int Customers => Districts * CustomersPerDistrict;

    /// <summary>As many keys in stock, about.</summary>
    public static OrderEntrySize Of(WorkloadOptions options)
    {
        var items = Math.Min(options.Keys, MaxItems);
        return new OrderEntrySize(items, options.Keys / items);
    }

    public static long DistrictOf(long customer) => customer / CustomersPerDistrict;

    public static long WarehouseOf(long district) => district / DistrictsPerWarehouse;

    public static long StockKey(long warehouse, long item) => warehouse * 100_000 + item;

    public static long OrderKey(long district, long number) => district * 1_000_000_000 + number;

    public static long Price(long item) => 1 + item * 7 % 100;

    public static long Quantity(long item) => 10 + item % 91;

    public static long WarehouseTax(long warehouse) => warehouse % 20;

    public static long DistrictTax(long district) => district % 20;

    public static long Discount(long customer) => customer % 50;

    public static long Total(long amounts, long discount, long warehouseTax, long districtTax) =>
        checked(amounts * (100 - discount) * (100 + warehouseTax + districtTax) / 10_000);
}
