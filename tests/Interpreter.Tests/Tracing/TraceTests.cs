using NUnit.Framework;
using StateFlow.Interpreter.Tests.Execution;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Tests.Tracing;

/// <summary>What is written down of a run.</summary>
public sealed class TraceTests
{
    private const string Account = """
        entity Account(name: string, opening: int) =
            key name
            let mutable balance = opening
            invariant balance >= 0
            member this.Balance : int = balance
            member this.Add(amount: int) : unit =
                balance <- balance + amount
                printfn "%s %d" name amount
            [<Transactional>]
            member this.Send(amount: int, other: Account) : bool =
                other.Add(amount)
                balance <- balance - amount
                true

        let a = Account("a", 5)
        let b = Account("b", 0)

        """;

    [Test]
    public void A_transaction_that_commits()
    {
        Assert.That(LastSteps("a.Send(3, b) |> ignore", 7), Is.EqualTo("""
            script: Answer Account("b") from Account("b"); b: null -> Account("b"); sends Call Send(3, Account("b")) to Account("a")
            Account("a"): Call Send(3, Account("b")) from script; begin; sends Call Add(3) to Account("b")
            Account("b"): Call Add(3) from Account("a"); balance: 0 -> 3; prints b 3; sends Answer () to Account("a")
            Account("a"): Answer () from Account("b"); balance: 5 -> 2; sends Answer true to Account("a")
            Account("a"): Answer true from Account("a"); commit; sends Answer true to script
            script: Answer true from Account("a"); sends Answer () to client
            client: Answer () from script
            """));
    }

    [Test]
    public void A_transaction_that_is_undone()
    {
        Assert.That(LastSteps("try a.Send(8, b) |> ignore with Failure _ -> printfn \"no\"", 6), Is.EqualTo("""
            Account("a"): Call Send(8, Account("b")) from script; begin; sends Call Add(8) to Account("b")
            Account("b"): Call Add(8) from Account("a"); balance: 0 -> 8; prints b 8; sends Answer () to Account("a")
            Account("a"): Answer () from Account("b"); balance: 5 -> -3; sends Answer true to Account("a")
            Account("a"): Answer true from Account("a"); balance: -3 -> 5; balance: 8 -> 0; abort; sends Failure invariant `balance >= 0` of Account("a") does not hold to script
            script: Failure invariant `balance >= 0` of Account("a") does not hold from Account("a"); prints no; sends Answer () to client
            client: Answer () from script
            """));
    }

    [Test]
    public void Every_message_that_is_received_was_sent_before()
    {
        var trace = Trace(Account + "for i in 1 .. 3 do\n    a.Add(b.Balance + i)\nprintfn \"%b\" (Account.Exists \"c\")\n");
        var sent = new HashSet<string> { trace.Steps[0].Received.Id };
        using (Assert.EnterMultipleScope())
        {
            foreach (var step in trace.Steps)
            {
                Assert.That(sent, Does.Contain(step.Received.Id));
                sent.UnionWith(step.Sent.Select(message => message.Id));
            }

            Assert.That(trace.Steps.Select(step => step.Time), Is.EqualTo(Enumerable.Range(1, trace.Steps.Count)));
        }
    }

    [Test]
    public void The_path_names_the_blocks_that_ran()
    {
        var trace = Trace(Account + "a.Send(3, b) |> ignore");
        var path = trace.Steps.Where(step => step.Entity == "Account(\"a\")").SelectMany(step => step.Path).Select(visit => $"{visit.Method} {visit.Block}");

        Assert.That(path, Is.EqualTo(new[] { "Account.Send 0", "Account.Send 1" }));
    }

    [Test]
    public void A_call_tells_what_its_method_keeps()
    {
        var trace = Trace(Account + "a.Send(3, b) |> ignore");
        var kept = trace.Steps.SelectMany(step => step.Sent).Where(message => message.Kept.Count > 0)
            .Select(message => $"{message.Text} keeps {string.Join(", ", message.Kept.Select(variable => $"{variable.Name} = {variable.Value}"))}");

        Assert.That(kept, Is.EqualTo(new[] { "Add(3) keeps amount = 3" }));
    }

    [Test]
    public void A_block_tells_what_it_changed()
    {
        var trace = Trace(Account + "for i in 1 .. 2 do\n    a.Add i\n    b.Add(a.Balance)\n");

        foreach (var step in trace.Steps.Where(step => step.Path.Count > 0 && step.Transaction == TransactionMark.None))
        {
            var changes = step.Path.SelectMany(visit => visit.Changes).GroupBy(change => (change.Entity, change.Field))
                .Select(group => new FieldChange(group.Key.Entity, group.Key.Field, group.First().Before, group.Last().After));
            Assert.That(changes, Is.EquivalentTo(step.Changes));
        }
    }

    [Test]
    public void A_block_that_fails_undoes_what_the_step_changed()
    {
        var trace = Trace("""
            entity Counter(name: string) =
                key name
                let mutable count = 0
                member this.Fail(other: Counter) : int =
                    count <- 5
                    if count > 3 then failwith "no" else other.Fail this

            let c = Counter("c")
            try printfn "%d" (c.Fail c) with Failure _ -> ()
            """);
        var failed = trace.Steps.Single(step => step.Path.Any(visit => visit.Method == "Counter.Fail"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Changes, Is.Empty);
            Assert.That(failed.Path.Select(visit => string.Join(' ', visit.Changes.Select(change => change.After))), Is.EqualTo(new[] { "5", "0" }));
        }
    }

    [Test]
    public void The_trace_of_a_call_ends_with_its_answer()
    {
        var trace = Trace(Account + "printfn \"%b\" (a.Send(1, b))\nlet slow = start (a.Send(2, b))\nb.Add 7\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Entities(trace.OfCall("Account.Send")), Is.EqualTo("""script Account("a") Account("b") Account("a") Account("a") script"""));
            Assert.That(trace.OfCall("Account.Send", 2)!.Steps[1].Received.Text, Is.EqualTo("Send(2, Account(\"b\"))"));
            Assert.That(trace.OfCall("Account.Send", 2)!.Steps.Select(step => step.Received.Text), Has.None.EqualTo("Add(7)"));
            Assert.That(trace.OfCall("Account.Send", 3), Is.Null);
            Assert.That(Entities(trace.OfCall("Account.Add")), Is.EqualTo("""Account("a") Account("b") Account("a")"""));
        }
    }

    private static string Entities(Trace? trace) => string.Join(' ', trace!.Steps.Select(step => step.Entity));

    private static Trace Trace(string source) => ProgramRunner.Trace(ProgramRun.Compile(source), TextWriter.Null, RunOptions.Default).Trace;

    private static string LastSteps(string script, int count) =>
        string.Join('\n', Trace(Account + script).Steps.TakeLast(count).Select(Describe));

    private static string Describe(TraceStep step) => string.Join("; ", (IEnumerable<string>)
    [
        $"{step.Entity}: {step.Received.Kind} {step.Received.Text} from {step.Received.From}",
        .. step.Changes.Select(change => $"{change.Field}: {change.Before ?? "null"} -> {change.After ?? "null"}"),
        .. step.Output.Select(text => $"prints {text.TrimEnd()}"),
        .. step.Transaction == TransactionMark.None ? (IEnumerable<string>)[] : [step.Transaction.ToString().ToLowerInvariant()],
        .. step.Sent.Select(message => $"sends {message.Kind} {message.Text} to {message.To}"),
    ]);
}
