using NUnit.Framework;
using StateFlow.Interpreter.Sessions;

namespace StateFlow.Interpreter.Tests.Sessions;

public sealed class SessionTests
{
    private const string Counter = """
        entity Counter(name: string) =
            key name
            let mutable count = 0
            member this.Count : int = count
            member this.Add(amount: int) : int =
                count <- count + amount
                count
        """;

    private readonly StringWriter _output = new();
    private Session _session = new(RunOptions.Default);

    [SetUp]
    public void Begin() => _session = new Session(RunOptions.Default);

    [TestCase("1 + 1", "val it : int = 2")]
    [TestCase("let x = 1", "val x : int = 1")]
    [TestCase("let mutable x = \"a\"", "val mutable x : string = \"a\"")]
    [TestCase("let twice (x: int) : int = 2 * x", "val twice : int -> int")]
    [TestCase("let (a, b) = (1, true)", "val a : int = 1\nval b : bool = true")]
    [TestCase("type P = { x: int }", "type P")]
    [TestCase("[]", "val it : unit list = []")]
    [TestCase("printfn \"shown\"", "")]
    [TestCase("let f = fun x -> x + 1", "val f : int -> int")]
    public void What_a_submission_declares_is_shown(string text, string shown) => Assert.That(Submit(text), Is.EqualTo(shown));

    [Test]
    public void A_submission_sees_the_earlier_ones()
    {
        Submit(Counter);
        Submit("let c = Counter(\"a\")");
        Submit("let step = 5");
        Submit("let more (n: int) : int = c.Add(n * step)");
        Assert.That(Submit("more 2"), Is.EqualTo("val it : int = 10"));
        Assert.That(Submit("it + c.Count"), Is.EqualTo("val it : int = 20"));
    }

    [Test]
    public void A_later_value_hides_an_earlier_one_which_lives_on_where_it_is_used()
    {
        Submit("let mutable x = 1");
        Submit("let old () : int = x");
        Submit("let read = fun () -> old () + 100");
        Submit("x <- 2");
        Submit("let x = \"new\"");
        Assert.That(Submit("(x, old (), read ())"), Is.EqualTo("val it : string * int * int = (\"new\", 2, 102)"));
    }

    [Test]
    public void A_started_call_can_be_waited_for_later()
    {
        Submit(Counter + "\nlet c = Counter(\"a\")");
        Submit("let call = start (c.Add(3))");
        Submit("let other = start (c.Add(4))");
        Assert.That(Submit("wait call + wait other"), Is.EqualTo("val it : int = 10"));
    }

    [Test]
    public void A_failed_submission_keeps_what_it_did_and_declares_what_it_bound()
    {
        Submit(Counter + "\nlet x = 0");
        var failed = _session.Submit("let c = Counter(\"a\")\nlet call = start (c.Add(3))\nlet x = 1 / 0\nlet y = 2", _output);
        Assert.That(failed.Status, Is.EqualTo(SubmissionStatus.Failed));
        Assert.That(failed.Declared.Select(name => name.Declaration.Name), Is.EqualTo(new[] { "c", "call" }));
        Assert.That(Submit("(x, wait call, c.Count)"), Is.EqualTo("val it : int * int * int = (0, 3, 3)"));
        Assert.That(_session.Submit("y", _output).Status, Is.EqualTo(SubmissionStatus.Refused));
    }

    [Test]
    public void A_refused_submission_changes_nothing()
    {
        Submit(Counter);
        var refused = _session.Submit("let c = Counter(\"a\")\nlet x = unknown", _output);
        Assert.That(refused.Status, Is.EqualTo(SubmissionStatus.Refused));
        Assert.That(Submit("Counter.Exists(\"a\")"), Is.EqualTo("val it : bool = false"));
    }

    [TestCase("while true do ()")]
    [TestCase("let rec f (n: int) : int = if n < 0 then 0 else f2 (n + 1)\nand f2 (n: int) : int = (let mutable i = 0 in (while i >= 0 do i <- i * 1); i)\nf 1")]
    [TestCase("c.Add(1) |> ignore\nlet mutable more = true\nwhile more do more <- c.Add(1) > 0")]
    [TestCase("List.init 90000000 (fun i -> i) |> List.iter (fun i -> ())")]
    public void An_interrupted_submission_changes_nothing(string text)
    {
        Submit(Counter + "\nlet c = Counter(\"a\")");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var interrupted = _session.Submit(text, _output, cancellation.Token);
        Assert.That(interrupted.Status, Is.EqualTo(SubmissionStatus.Interrupted), () => string.Join('\n', interrupted.Diagnostics));
        Assert.That(Submit("c.Count"), Is.EqualTo("val it : int = 0"));
    }

    [Test]
    public void Redefinition_keeps_unchanged_fields_and_initializes_new_ones()
    {
        Submit(Counter + "\nlet c = Counter(\"a\")\nc.Add(5) |> ignore");
        var redefined = _session.Submit("""
            entity Counter(name: string) =
                key name
                let mutable count = 0
                let mutable twice = count * 2
                let mutable label = $"<{name}>"
                member this.Show : string = $"{label} {count} {twice}"
            """, _output);
        Assert.That(redefined.Notices, Is.EqualTo(new[] { "Counter: 1 entity keeps its state" }));
        Assert.That(Submit("c.Show"), Is.EqualTo("val it : string = \"<a> 5 10\""));
    }

    [Test]
    public void Redefinition_drops_entities_whose_new_field_needs_a_constructor_argument()
    {
        Submit(Counter + "\nlet c = Counter(\"a\")");
        var redefined = _session.Submit("""
            entity Counter(name: string, first: int) =
                key name
                let mutable count = 0
                let mutable total = first
                member this.Total : int = total
            """, _output);
        Assert.That(redefined.Notices.Single(), Does.StartWith("Counter: Counter(\"a\") is dropped"));
        Assert.That(Submit("Counter.Exists(\"a\")"), Is.EqualTo("val it : bool = false"));
    }

    [Test]
    public void What_no_longer_fits_a_redefinition_is_named_and_fails_until_it_is_defined_again()
    {
        const string user = """
            entity User(name: string) =
                key name
                member this.Use(c: Counter) : int = c.Add(1)
                member this.Name : string = name
            """;
        Submit(Counter + "\nlet c = Counter(\"a\")");
        Submit(user + "\nlet u = User(\"u\")");
        var redefined = _session.Submit(Counter.Replace("amount: int", "amount: float").Replace("+ amount", "+ int amount"), _output);
        Assert.That(redefined.Diagnostics.Select(diagnostic => diagnostic.Code), Is.EqualTo(new[] { "SF0506" }));
        Assert.That(redefined.Diagnostics[0].Message, Does.Contain("`User.Use`"));
        Assert.That(Submit("u.Name"), Is.EqualTo("val it : string = \"u\""));
        Assert.That(_session.Submit("u.Use(c)", _output).Failure!.Message, Does.Contain("define `User` again"));
        Submit(user.Replace("Add(1)", "Add(1.0)"));
        Assert.That(Submit("u.Use(c)"), Is.EqualTo("val it : int = 1"));
    }

    [Test]
    public void Values_of_a_redefined_type_are_forgotten()
    {
        Submit("type P = { x: int }\nlet p = { x = 1 }\nlet n = 7");
        var redefined = _session.Submit("type P = { x: int; y: int }", _output);
        Assert.That(redefined.Diagnostics.Select(diagnostic => diagnostic.Code), Is.EqualTo(new[] { "SF0507" }));
        Assert.That(_session.Submit("p", _output).Status, Is.EqualTo(SubmissionStatus.Refused));
        Assert.That(Submit("{ x = n; y = 2 }"), Is.EqualTo("val it : P = { x = 7; y = 2 }"));
    }

    [Test]
    public void Cases_that_a_redefined_union_lacks_are_unknown()
    {
        Submit("type Shape = Circle of float | Square of float");
        Submit("type Shape = Circle of float");
        Assert.That(_session.Submit("Square 1.0", _output).Status, Is.EqualTo(SubmissionStatus.Refused));
        Assert.That(Submit("Circle 1.0"), Is.EqualTo("val it : Shape = Circle 1.0"));
    }

    [Test]
    public void An_expression_is_evaluated_without_effects()
    {
        Submit(Counter + "\nlet c = Counter(\"a\")");
        Assert.That(_session.Evaluate("c.Add(5)").Value!.ToString(), Is.EqualTo("5"));
        Assert.That(Submit("c.Count"), Is.EqualTo("val it : int = 0"));
        Assert.That(_session.TypeOf("c.Add(5)").Type!.ToString(), Is.EqualTo("int"));
        Assert.That(_session.Evaluate("c.Ad(5)").Diagnostics.Single().Code, Is.EqualTo("SF0203"));
    }

    [Test]
    public void A_long_session_still_answers()
    {
        Submit(Counter + "\nlet c = Counter(\"a\")");
        for (var i = 0; i < 500; i++)
        {
            Submit($"let f{i} (x: int) : int = {(i == 0 ? "x" : $"f{i - 1} x + 1")}\nlet v{i} = c.Add(1)");
        }

        Assert.That(Submit("f499 1 + v499"), Is.EqualTo("val it : int = 1000"));
    }

    private string Submit(string text)
    {
        var result = _session.Submit(text, _output);
        Assert.That(result.Status, Is.EqualTo(SubmissionStatus.Done), () => $"{text}\n{string.Join('\n', result.Diagnostics)}\n{result.Failure?.Describe()}");
        return string.Join('\n', result.Declared);
    }
}
