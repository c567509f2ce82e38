using StateFlow.Workloads.Accounts;
using StateFlow.Workloads.Booking;
using StateFlow.Workloads.OrderEntry;
using StateFlow.Workloads.Shop;

namespace StateFlow.Workloads;

/// <summary>The workloads there are.</summary>
public static class WorkloadCatalog
{
    /// <summary>All of them, in the order of tables.</summary>
    public static ImmutableArray<Workload> All { get; } =
    [
        new AccountWorkload("ycsb-a", "50 % reads, 50 % updates", AccountMix.A),
        new AccountWorkload("ycsb-b", "95 % reads, 5 % updates", AccountMix.B),
        new AccountWorkload("ycsb-t", "transfers", AccountMix.T),
        new AccountWorkload("ycsb-t-plain", "transfers without transactions", AccountMix.T, isTransactional: false),
        new AccountWorkload("ycsb-m", "45 % reads, 45 % updates, 10 % transfers", AccountMix.M),
        new ShopWorkload("buy-item", "purchases: a price, a stock, a balance"),
        new ShopWorkload("buy-item-plain", "purchases without transactions", isTransactional: false),
        new BookingWorkload(),
        new OrderEntryWorkload(),
    ];
}
