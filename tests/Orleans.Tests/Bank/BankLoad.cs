using StateFlow.Clients;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Client;

namespace StateFlow.Orleans.Tests.Bank;

/// <summary>Clients that ask the accounts of a cluster for one thing after another, and what the accounts must have afterwards.</summary>
internal sealed class BankLoad : IDisposable
{
    private readonly EntityClusterClient _client;
    private readonly int _accounts;
    private readonly CancellationTokenSource _enough = new();
    private readonly List<Task<List<(CallEvent Call, Answer Answer)>>> _clients = [];
    private int _answered;

    private BankLoad(EntityClusterClient client, int accounts) => (_client, _accounts) = (client, accounts);

    /// <summary>How many requests have been answered by now.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Creates the accounts and begins.</summary>
    public static async Task<BankLoad> StartAsync(EntityClusterClient client, int accounts, int clients)
    {
        for (var i = 0; i < accounts; i++) await client.CreateAsync("Account", [IntValue.Of(i)], CancellationToken.None);
        var load = new BankLoad(client, accounts);
        load.Add(client, clients, random => BankModel.RandomRequest(random, accounts, default));
        return load;
    }

    /// <summary>Has more clients ask.</summary>
    public void Add(EntityClusterClient client, int clients, Func<Random, InvokeEvent> next)
    {
        for (var i = 0; i < clients; i++)
        {
            var seed = _clients.Count;
            _clients.Add(Task.Run(() => AskAsync(client, seed, next)));
        }
    }

    /// <summary>Waits until so many requests more have been answered.</summary>
    public async Task WaitForAnswersAsync(int count)
    {
        var until = Answered + count;
        while (Answered < until)
        {
            // A client that has failed will answer nothing any more.
            if (_clients.Find(client => client.IsFaulted) is { } failed) await failed;
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Ends.</summary>
    /// <returns>What was asked for, and what it was answered.</returns>
    public async Task<List<(CallEvent Call, Answer Answer)>> EndAsync()
    {
        await _enough.CancelAsync();
        return [.. (await Task.WhenAll(_clients)).SelectMany(requests => requests)];
    }

    /// <summary>Ends, and checks that the accounts are as the answers say.</summary>
    public async Task FinishAsync()
    {
        var answered = await EndAsync();
        var model = BankModel.After(_accounts, answered);
        TestContext.Out.WriteLine($"{answered.Count} requests, {answered.Count(request => request.Answer is FailureAnswer)} of them failed as they should");
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < _accounts; i++)
            {
                Assert.That(await _client.CallAsync(BankModel.Account(i), "Balance", [], CancellationToken.None), Is.EqualTo(IntValue.Of(model.Balance(i))), $"balance of {i}");
                Assert.That(await _client.CallAsync(BankModel.Account(i), "Received", [], CancellationToken.None), Is.EqualTo(IntValue.Of(model.Received(i))), $"received by {i}");
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _enough.Cancel();
        _enough.Dispose();
    }

    private async Task<List<(CallEvent Call, Answer Answer)>> AskAsync(EntityClusterClient client, int seed, Func<Random, InvokeEvent> next)
    {
        var random = new Random(seed);
        var answered = new List<(CallEvent, Answer)>();
        var enough = _enough.Token;
        while (!enough.IsCancellationRequested)
        {
            var call = next(random);
            answered.Add((call, await AnswerAsync(client, call)));
            Interlocked.Increment(ref _answered);
        }

        return answered;
    }

    private static async Task<Answer> AnswerAsync(EntityClusterClient client, InvokeEvent call)
    {
        try
        {
            return new ResultAnswer(await client.CallAsync(call.Target, call.Method["Account.".Length..], [.. call.Arguments], CancellationToken.None));
        }
        catch (EntityFailureException exception)
        {
            return new FailureAnswer(exception.Failure);
        }
    }
}
