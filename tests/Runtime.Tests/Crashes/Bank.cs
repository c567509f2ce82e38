using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Runtime.Tests.Crashes;

/// <summary>Accounts that count what was done with them, and the requests of clients that can be made again at any time.</summary>
internal static class Bank
{
    public const string Source = """
        entity Account(name: string, opening: int) =
            key name

            let mutable balance = opening
            let mutable touched = 0

            invariant balance >= 0

            member this.Balance : int = balance

            member this.Deposit(amount: int) : int =
                balance <- balance + amount
                touched <- touched + 1
                touched

            member this.Report(id: string) : int =
                touched <- touched + 1
                printfn $"{id} {touched}"
                touched

            [<Transactional>]
            member this.Transfer(amount: int, target: Account) : int =
                balance <- balance - amount
                touched <- touched + 1
                target.Deposit(amount)
                touched
        """;

    public const int Clients = 4;

    /// <summary>How many requests of a client are under way at once: the numbers that have one remainder are sent one after another.</summary>
    public const int Lanes = 16;

    private const int Accounts = 8;
    private const int Opening = 500;
    private const int CreateEvery = 40;

    public static Program Program { get; } = Compiler.Compile([new SourceText("bank.sf", Source)]).Program!;

    /// <summary>What has to be done before the clients begin.</summary>
    public static IEnumerable<EntityRequest> Openings => Enumerable.Range(0, Accounts).Select(i => Create($"account {i}") with { Id = $"open {i}" });

    /// <summary>The accounts that <see cref="Openings"/> creates, as the model sees them.</summary>
    public static IEnumerable<(string Name, long Balance)> Opened => Enumerable.Range(0, Accounts).Select(i => ($"account {i}", (long)Opening));

    public static string Id(int client, long number) => $"{client}/{number}";

    /// <summary>A client's request of that number: always the same.</summary>
    public static EntityRequest Request(int client, long number)
    {
        var id = Id(client, number);
        var draw = (ulong)((number * Clients) + client) * 0x9E3779B97F4A7C15UL;
        var account = (int)(draw >> 60) % Accounts;
        var other = (account + 1 + (int)((draw >> 50) % (Accounts - 1))) % Accounts;
        var amount = (long)((draw >> 40) % 400);
        var own = $"{client}/{number - (number % CreateEvery)}";
        EntityRequest request = (number % CreateEvery) switch
        {
            0 => Create(id),
            1 or 2 => Create(own),
            3 or 17 => Invoke($"account {account}", "Report", new StringValue(id)),
            5 or 23 => Transfer($"account {account}", amount, "nobody"),
            7 => Invoke($"account {account}", "Balance"),
            9 or 19 => Transfer(own, amount / 8, $"account {account}"),
            var kind when kind % 2 == 0 => Invoke($"account {account}", "Deposit", IntValue.Of(amount)),
            _ => Transfer($"account {account}", amount, $"account {other}"),
        };
        return request with { Id = id };
    }

    public static InvokeRequest Invoke(string account, string member, params ReadOnlySpan<Value> arguments) => new(Account(account), $"Account.{member}", [.. arguments]);

    public static InvokeRequest Deposit(string account, long amount) => Invoke(account, "Deposit", IntValue.Of(amount));

    public static InvokeRequest Transfer(string account, long amount, string target) => Invoke(account, "Transfer", IntValue.Of(amount), Account(target));

    public static CreateRequest Create(string name) => new(Account(name), [new StringValue(name), IntValue.Of(Opening)]);

    /// <summary>An answer on one line.</summary>
    public static string Show(Answer answer) => answer switch
    {
        ResultAnswer { Value: var value } => $"{value}",
        FailureAnswer { Failure.Message: var message } => $"failure: {message}",
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private static EntityReference Account(string name) => new("Account", new StringValue(name));
}
