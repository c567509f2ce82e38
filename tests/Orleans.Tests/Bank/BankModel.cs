using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.Syntax;
using StateFlow.Tests.Shared;
using Program = StateFlow.Language.IR.Program;

namespace StateFlow.Orleans.Tests.Bank;

/// <summary>What the accounts of <c>bank.sf</c> must have, by the answers that its clients were given.</summary>
internal sealed class BankModel
{
    /// <summary>The first value of a field that the later version has.</summary>
    public const int FirstPuts = 10;

    private const int Start = 100;

    private readonly long[] _balances;
    private readonly long[] _received;

    public BankModel(int accounts)
    {
        (_balances, _received) = (new long[accounts], new long[accounts]);
        Array.Fill(_balances, Start);
    }

    /// <summary>What the accounts have after requests that were answered so.</summary>
    public static BankModel After(int accounts, IEnumerable<(CallEvent Call, Answer Answer)> answered)
    {
        var model = new BankModel(accounts);
        foreach (var (call, answer) in answered) model.Apply(call, answer);
        return model;
    }

    public static string File { get; } = Repository.PathOf("tests/Orleans.Tests/Bank/bank.sf");

    public static Program Program { get; } = Compile(System.IO.File.ReadAllText(File));

    /// <summary>A later version: with new fields, an invariant of them, another body, a new method, and another signature.</summary>
    public static string LaterText { get; } = System.IO.File.ReadAllText(File)
        .Replace("    invariant balance >= 0\n", "    let mutable puts = FirstPuts\n    let number = id * 2\n    invariant balance >= 0\n    invariant puts >= FirstPuts\n")
        .Replace("        received <- received + 1\n", "        received <- received + 1\n        puts <- puts + 1\n")
        .Replace("member this.Lend(other: Account, amount: int)", "member this.Puts : int = puts\n    member this.Number : int = number\n    member this.Lend(other: Account, amount: int, times: int)")
        .Replace("    [<Transactional>]\n    member this.Sum", "    [<Transactional>]\n    member this.Give(other: Account, amount: int) : int =\n        let there = this.Transfer(other, amount)\n        there - amount\n    [<Transactional>]\n    member this.Sum")
        .Replace("FirstPuts", $"{FirstPuts}");

    public static Program LaterProgram { get; } = Compile(LaterText);

    /// <summary>What all accounts together have, whatever they pay each other.</summary>
    public long Total => Start * _balances.Length;

    public long Balance(int account) => _balances[account];

    /// <summary>How often something was paid in.</summary>
    public long Received(int account) => _received[account];

    public static EntityReference Account(int id) => new("Account", IntValue.Of(id));

    public static CreateEvent Create(EventId id, int account) =>
        new(id, Scheduler.Script, Account(account), null, new ClientContinuation(), [IntValue.Of(account)], SourceSpan.None);

    public static InvokeEvent Invoke(EventId id, int account, string method, params ImmutableArray<Value> arguments) =>
        new(id, Scheduler.Script, Account(account), null, new ClientContinuation(), $"Account.{method}", arguments, SourceSpan.None);

    public static InvokeEvent RandomRequest(Random random, int accounts, EventId id)
    {
        int from = random.Next(accounts), to = random.Next(accounts), third = random.Next(accounts);
        var amount = IntValue.Of(random.Next(1, 60));
        return random.Next(5) switch
        {
            0 => Invoke(id, from, "Split", Account(to), Account(third), amount),
            1 => Invoke(id, from, "Lend", Account(to), IntValue.Of(random.Next(1, 3))),
            2 => Invoke(id, from, "Spread", Account(to), Account(third), amount),
            3 => Invoke(id, from, "Sum", ListValue.Of(Account(to), Account(third))),
            _ => Invoke(id, from, "Transfer", Account(to), amount),
        };
    }

    /// <summary>What a client of the later version asks for.</summary>
    public static InvokeEvent RandomLaterRequest(Random random, int accounts, EventId id) => RandomRequest(random, accounts, id) switch
    {
        { Method: "Account.Lend" } lend => lend with { Arguments = lend.Arguments.Add(IntValue.Of(1)) },
        { Method: "Account.Transfer" } transfer when random.Next(2) == 0 => transfer with { Method = "Account.Give" },
        var request => request,
    };

    /// <summary>Takes note of what an answer says of the accounts.</summary>
    public void Apply(CallEvent call, Answer answer)
    {
        if (call is not InvokeEvent invoke) return;
        var from = IndexOf(call.Target);
        if (answer is FailureAnswer { Failure: var failure })
        {
            // Without a transaction, what was done before the failure stays.
            if (invoke.Method == "Account.Lend" && failure.Chain.Any(site => site.Callee.EndsWith(".Take", StringComparison.Ordinal)))
                Move(from, IndexOf(invoke.Arguments[0]), ((IntValue)invoke.Arguments[1]).Value);
            return;
        }

        var result = ((ResultAnswer)answer).Value;
        switch (invoke.Method)
        {
            case "Account.Transfer" or "Account.Give":
                Move(from, IndexOf(invoke.Arguments[0]), ((IntValue)invoke.Arguments[1]).Value);
                break;
            case "Account.Split" when ((StringValue)result).Value == "both":
                var amount = ((IntValue)invoke.Arguments[2]).Value;
                Move(IndexOf(invoke.Arguments[0]), IndexOf(invoke.Arguments[1]), amount);
                Move(from, IndexOf(invoke.Arguments[0]), amount);
                break;
            case "Account.Split":
                Move(from, IndexOf(invoke.Arguments[1]), 1);
                break;
            case "Account.Spread":
                Move(from, IndexOf(invoke.Arguments[0]), ((IntValue)invoke.Arguments[2]).Value);
                Move(from, IndexOf(invoke.Arguments[1]), ((IntValue)invoke.Arguments[2]).Value);
                break;
            case "Account.Lend":
                _received[IndexOf(invoke.Arguments[0])]++;
                break;
        }
    }

    private void Move(int source, int target, long amount)
    {
        _balances[source] -= amount;
        _balances[target] += amount;
        _received[target]++;
    }

    private static int IndexOf(Value account) => (int)((IntValue)((EntityReference)account).Key).Value;

    private static Program Compile(string text)
    {
        var compilation = Compiler.Compile([new SourceText("bank.sf", text)]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics));
    }
}
