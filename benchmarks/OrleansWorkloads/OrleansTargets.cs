using StateFlow.Orleans.Hosting;
using StateFlow.OrleansWorkloads.Accounts;
using StateFlow.OrleansWorkloads.Booking;
using StateFlow.OrleansWorkloads.Grains;
using StateFlow.OrleansWorkloads.Shop;
using StateFlow.OrleansWorkloads.Targets;
using StateFlow.Workloads;
using StateFlow.Workloads.Accounts;
using StateFlow.Workloads.Booking;
using StateFlow.Workloads.Shop;

namespace StateFlow.OrleansWorkloads;

/// <summary>What executes workloads on Orleans, each in a silo of its own in this process.</summary>
public static class OrleansTargets
{
    extension(PreparedWorkload workload)
    {
        /// <summary>The engine for Orleans.</summary>
        /// <param name="address">Where entities are stored; null for memory only.</param>
        public IBenchmarkTarget OrleansEngine(ClusterAddress? address) => new EntityClusterTarget(workload, address);

        /// <summary>Hand-written grains without transactions; null if there are none for the workload.</summary>
        /// <param name="address">The Redis server that stores them; null for memory only.</param>
        public IBenchmarkTarget? Grains(ClusterAddress? address) => Plain(workload.Workload) is { } program
            ? new GrainTarget("grains", workload, program, Redis(address))
            : null;

        /// <summary>Hand-written grains with Orleans Transactions; null if there are none for the workload, or it asks for no transactions.</summary>
        /// <param name="address">The Redis server that stores them; null for memory only.</param>
        public IBenchmarkTarget? TransactionalGrains(ClusterAddress? address) => workload.Workload.IsTransactional && Transactional(workload.Workload) is { } program
            ? new GrainTarget("grains with transactions", workload, program, Redis(address))
            : null;
    }

    private static IGrainProgram? Plain(Workload workload) => workload switch
    {
        AccountWorkload => new AccountGrains(),
        ShopWorkload => new ShopGrains(),
        BookingWorkload => new BookingGrains(),
        _ => null,
    };

    private static IGrainProgram? Transactional(Workload workload) => workload switch
    {
        AccountWorkload => new TransactionalAccountGrains(),
        ShopWorkload => new TransactionalShopGrains(),
        BookingWorkload => new TransactionalBookingGrains(),
        _ => null,
    };

    private static RedisAddress? Redis(ClusterAddress? address) => address switch
    {
        null => null,
        RedisAddress redis => redis,
        _ => throw new ArgumentException($"hand-written grains are stored in Redis, not at {address}"),
    };
}
