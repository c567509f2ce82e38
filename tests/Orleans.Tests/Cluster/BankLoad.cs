using StateFlow.Clients;
using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Client;

namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>A client that asks for one thing after the other.</summary>
internal static class BankLoad
{
    /// <returns>What it has asked for, and what it was answered.</returns>
    public static async Task<List<(CallEvent Call, Answer Answer)>> RunAsync(EntityClusterClient client, int seed, Func<Random, InvokeEvent> next, CancellationToken enough)
    {
        var random = new Random(seed);
        var answered = new List<(CallEvent, Answer)>();
        while (!enough.IsCancellationRequested)
        {
            var call = next(random);
            answered.Add((call, await AnswerAsync(client, call)));
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
