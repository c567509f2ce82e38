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

/// <summary>What executes workloads on Orleans, each in silos of its own in this process.</summary>
public static class OrleansTargets
{
    extension(PreparedWorkload workload)
    {
        /// <summary>The engine for Orleans.</summary>
        /// <param name="silos">How many share the entities.</param>
        /// <param name="address">Where entities are stored; null for memory only.</param>
        public IBenchmarkTarget OrleansEngine(int silos, ClusterAddress? address) => new EntityClusterTarget(workload, silos, address);

        /// <summary>Hand-written grains without transactions; null if there are none for the workload.</summary>
        /// <param name="silos">How many share the grains.</param>
        /// <param name="address">The Redis server that stores them; null for memory only.</param>
        public IBenchmarkTarget? Grains(int silos, ClusterAddress? address) => Plain(workload.Workload) is { } program
            ? new GrainTarget("grains", workload, program, silos, Redis(address))
            : null;

        /// <summary>Hand-written grains with Orleans Transactions; null if there are none for the workload, or it asks for no transactions.</summary>
        /// <param name="silos">How many share the grains.</param>
        /// <param name="address">The Redis server that stores them; null for memory only.</param>
        public IBenchmarkTarget? TransactionalGrains(int silos, ClusterAddress? address) => workload.Workload.IsTransactional && Transactional(workload.Workload) is { } program
            ? new GrainTarget("grains with transactions", workload, program, silos, Redis(address))
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
