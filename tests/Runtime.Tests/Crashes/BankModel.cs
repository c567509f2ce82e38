using System.Globalization;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Tests.Crashes;

/// <summary>What the bank's accounts must hold after requests of which the answers are known.</summary>
internal sealed class BankModel
{
    private readonly SortedDictionary<long, string>[] _answers = [.. Enumerable.Range(0, Bank.Clients).Select(_ => new SortedDictionary<long, string>())];
    private readonly Dictionary<string, string> _printed = [];
    private readonly long[] _firstUnknown = [.. Enumerable.Repeat(1L, Bank.Clients)];

    private BankModel(BankModel other)
    {
        _answers = [.. other._answers.Select(answers => new SortedDictionary<long, string>(answers))];
        _printed = new Dictionary<string, string>(other._printed);
        _firstUnknown = [.. other._firstUnknown];
    }

    public BankModel()
    {
    }

    /// <summary>How many answers are known.</summary>
    public int Count => _answers.Sum(answers => answers.Count);

    public BankModel Copy() => new(this);

    /// <summary>The number from which on a client does not know all answers.</summary>
    public long FirstUnknown(int client) => _firstUnknown[client];

    /// <summary>The greatest number with which a client may have asked.</summary>
    public long LastAsked(int client) => Math.Max(_answers[client].Keys.LastOrDefault(), _firstUnknown[client]) + Bank.Lanes;

    /// <summary>Notes a line of <see cref="BankClients"/>; one that the process could not finish counts for nothing.</summary>
    public void Note(string line)
    {
        if (!line.EndsWith(';') || line is BankClients.Starting or BankClients.Started) return;
        var parts = line.TrimEnd(';').Split(' ', 3);
        if (parts[0] == "printed")
        {
            Assert.That(_printed.GetValueOrDefault(parts[1], parts[2]), Is.EqualTo(parts[2]), $"{parts[1]} prints something else than before");
            _printed[parts[1]] = parts[2];
        }
        else
        {
            Note(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        }
    }

    /// <summary>Notes an answer, which must be the one that was given before.</summary>
    public void Note(int client, long number, string answer)
    {
        if (_answers[client].TryGetValue(number, out var known)) Assert.That(answer, Is.EqualTo(known), $"the answer to {Bank.Id(client, number)} has changed");
        _answers[client][number] = answer;
        while (_answers[client].ContainsKey(_firstUnknown[client])) _firstUnknown[client]++;
    }

    /// <summary>Compares with the states of an engine that has been asked everything that the model knows, and nothing else.</summary>
    public void AssertHolds(EngineSnapshot snapshot)
    {
        var balances = Bank.Opened.ToDictionary(account => account.Name, account => account.Balance);
        var touched = balances.Keys.ToDictionary(name => name, _ => 0L);
        var counts = new HashSet<(string, string)>();
        foreach (var (request, answer) in Answered())
        {
            if (answer.StartsWith("failure:", StringComparison.Ordinal)) continue;
            var name = Name(request.Target);
            if (request is CreateRequest create)
            {
                balances.Add(name, ((IntValue)create.Arguments[1]).Value);
                touched.Add(name, 0);
            }
        }

        foreach (var (request, answer) in Answered())
        {
            if (answer.StartsWith("failure:", StringComparison.Ordinal) || request is not InvokeRequest { Method: not "Account.Balance" } call) continue;
            var name = Name(call.Target);
            touched[name]++;
            if (!counts.Add((name, answer))) Assert.Fail($"two requests were both told to be the {answer}th of {name}");
            if (call.Arguments is [IntValue { Value: var amount }, ..])
            {
                balances[name] += call.Method == "Account.Deposit" ? amount : -amount;
                if (call.Arguments is not [_, EntityReference target]) continue;
                balances[Name(target)] += amount;
                touched[Name(target)]++;
            }
        }

        var fields = Bank.Program.Operator("Account").Fields.Select(field => field.Name).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(snapshot.Entities.ToDictionary(entity => Name(entity.Entity), entity => Number(entity, fields.IndexOf("touched"))), Is.EquivalentTo(touched));
            Assert.That(snapshot.Entities.ToDictionary(entity => Name(entity.Entity), entity => Number(entity, fields.IndexOf("balance"))), Is.EquivalentTo(balances));
            foreach (var (id, count) in _printed)
            {
                var place = id.Split('/').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
                if (_answers[place[0]].GetValueOrDefault(place[1]) != count) Assert.Fail($"{id} printed {count}, which was not durable");
            }
        });
    }

    private IEnumerable<(EntityRequest Request, string Answer)> Answered() =>
        from client in Enumerable.Range(0, Bank.Clients)
        from answer in _answers[client]
        select (Bank.Request(client, answer.Key), answer.Value);

    private static string Name(EntityReference account) => ((StringValue)account.Key).Value;

    private static long Number(EntityRecord record, int field) => ((IntValue)record.Fields[field]).Value;
}
