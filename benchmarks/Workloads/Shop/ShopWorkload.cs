using StateFlow.Interpreter.Values;
using StateFlow.Runtime;
using StateFlow.Workloads.Keys;

namespace StateFlow.Workloads.Shop;

/// <summary>A user buys some of an item.</summary>
internal readonly record struct Purchase(string User, string Item, long Amount);

/// <summary>The shop of the language's first page; keys are those of users, and of as many items.</summary>
internal sealed class ShopWorkload(string name, string description, bool isTransactional = true)
    : Workload<Purchase>(name, description, "shop.sf", isTransactional)
{
    /// <summary>So much that no measurement uses it up.</summary>
    public const long Plenty = 1_000_000_000_000;

    /// <summary>What every user is created with.</summary>
    public const long FirstBalance = 1;

    /// <summary>One user in so many has no money: the purchase is refused.</summary>
    private const int UsersPerPoorOne = 100;

    /// <summary>One item in so many is out of stock.</summary>
    private const int ItemsPerMissingOne = 50;

    private const int MaxAmount = 5;

    public static string UserName(long number) => $"user{number}";

    public static string ItemName(long number) => $"item{number}";

    public static long Price(long item) => 1 + item % 100;

    public static long Stock(long item) => item % ItemsPerMissingOne == ItemsPerMissingOne - 1 ? 0 : Plenty;

    public static long Deposit(long user) => user % UsersPerPoorOne == UsersPerPoorOne - 1 ? 0 : Plenty;

    protected override IEnumerable<EntityRequest> Loading(WorkloadOptions options)
    {
        for (var number = 0L; number < options.Keys; number++)
        {
            var (user, item) = (Reference("User", UserName(number)), Reference("Item", ItemName(number)));
            yield return new CreateRequest(item, [item.Key, IntValue.Of(Price(number))]);
            yield return new InvokeRequest(item, "Item.Restock", [IntValue.Of(Stock(number))]);
            yield return new CreateRequest(user, [user.Key]);
            yield return new InvokeRequest(user, "User.Deposit", [IntValue.Of(Deposit(number))]);
        }
    }

    protected override Purchase[] Requests(WorkloadOptions options)
    {
        var random = new Random(options.Seed);
        var keys = KeyGenerator.Of(options.Distribution, options.Keys, random);
        // A client of an engine has the keys as it has received them: each a text of its own.
        return [.. Enumerable.Range(0, options.Requests).Select(_ => new Purchase(UserName(keys.Next()), ItemName(keys.Next()), random.Next(1, MaxAmount + 1)))];
    }

    protected override EntityRequest Translate(in Purchase request) =>
        new InvokeRequest(Reference("User", request.User), "User.BuyItem", [IntValue.Of(request.Amount), Reference("Item", request.Item)]);

    protected override IBenchmarkTarget Direct(WorkloadOptions options, Purchase[] requests) => new ShopDirect(options, requests);

    protected override IBenchmarkTarget HandSplit(WorkloadOptions options, Purchase[] requests, int partitions) => new ShopHandSplit(options, requests, partitions);

    protected override IBenchmarkTarget Service(WorkloadOptions options, Purchase[] requests, int partitions) =>
        new ShopService(options, requests, partitions);

    private static EntityReference Reference(string entity, string name) => new(entity, new StringValue(name));
}
