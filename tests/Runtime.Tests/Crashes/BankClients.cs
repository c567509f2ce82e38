using System.Globalization;

namespace StateFlow.Runtime.Tests.Crashes;

/// <summary>Clients that ask a durable engine without end; each line that is printed is an answer, or what a member printed.</summary>
internal static class BankClients
{
    public const string Starting = "starting;";
    public const string Started = "started;";

    /// <summary>The exit code after an error that was reported as such.</summary>
    public const int Reported = 3;

    /// <param name="first">The number with which each client begins, separated by commas.</param>
    public static async Task<int> RunAsync(string directory, string workers, string snapshotInterval, string first)
    {
        Console.WriteLine(Starting);
        var options = EngineOptions.Default with
        {
            Directory = directory,
            Workers = int.Parse(workers, CultureInfo.InvariantCulture),
            ParallelThreshold = 4,
            SnapshotInterval = TimeSpan.FromMilliseconds(int.Parse(snapshotInterval, CultureInfo.InvariantCulture)),
            Print = text => Console.WriteLine($"printed {text.TrimEnd()};"),
        };
        try
        {
            await using var engine = await LocalEngine.StartAsync(Bank.Program, options);
            foreach (var opening in Bank.Openings) await engine.SubmitAsync(opening);
            Console.WriteLine(Started);
            var numbers = first.Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToList();
            var lanes = from client in Enumerable.Range(0, Bank.Clients)
                        from lane in Enumerable.Range(0, Bank.Lanes)
                        select AskAsync(engine, client, numbers[client] + lane);
            await Task.WhenAll(lanes);
            return 0;
        }
        catch (EngineException exception)
        {
            await Console.Error.WriteLineAsync($"fault: {exception.Message}");
            return Reported;
        }
    }

    private static async Task AskAsync(LocalEngine engine, int client, long first)
    {
        for (var number = first; ; number += Bank.Lanes)
        {
            var answer = await engine.SubmitAsync(Bank.Request(client, number));
            Console.WriteLine($"{client} {number} {Bank.Show(answer)};");
        }
    }
}
