using NUnit.Framework;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Tests.Sessions;

public sealed class OutsideTests
{
    private const string Counter = """
        type Step = { by: int; tag: string option }
        entity Counter(name: string) =
            key name
            let mutable count = 0
            member this.Count : int = count
            member this.Add(step: Step) : int =
                count <- count + step.by
                printfn $"{this} {count}"
                if count > 100 then failwith "too many"
                count
            member this.Twice(other: Counter, step: Step) : int = other.Add(step) + other.Add(step)
            member this.Forever() : unit =
                while true do ()
            member private this.Secret() : int = 1
        """;

    private readonly StringWriter _output = new();
    private Session _session = new(RunOptions.Default);

    [SetUp]
    public void Begin()
    {
        _output.GetStringBuilder().Clear();
        _session = new Session(RunOptions.Default);
        Submit(Counter);
    }

    [Test]
    public void A_call_runs_to_its_end_and_prints()
    {
        Assert.That(Create("a"), Is.EqualTo("Counter(\"a\")"));
        Assert.That(Create("b"), Is.EqualTo("Counter(\"b\")"));
        Assert.That(Call("a", "Twice", Reference("b"), Step(3)), Is.EqualTo("9"));
        Assert.That(_output.ToString(), Is.EqualTo("Counter(\"b\") 3\nCounter(\"b\") 6\n"));
        Assert.That(Submit("Counter.Get(\"b\").Count"), Is.EqualTo("val it : int = 6"));
        Assert.That((_session.Exists(Reference("a")), _session.Exists(Reference("z"))), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_failure_is_given_with_its_chain_and_what_was_done_before_stays()
    {
        Create("a");
        Create("b");
        var answer = (FailureAnswer)_session.Call(Reference("a"), "Twice", [Reference("b"), Step(60)], _output.Write);
        Assert.That(answer.Failure.Message, Is.EqualTo("too many"));
        Assert.That(answer.Failure.Chain.Select(site => site.Callee), Is.EqualTo((string[])["Counter(\"b\").Add", "Counter(\"a\").Twice"]));
        Assert.That(Call("b", "Count"), Is.EqualTo("60"));
        Assert.That(Create("b"), Is.EqualTo("Counter(\"b\") exists already"));
        Assert.That(Call("z", "Count"), Is.EqualTo("there is no Counter(\"z\"): create it first with `Counter(...)`"));
    }

    [Test]
    public void What_does_not_fit_the_definition_is_refused()
    {
        Create("a");
        Assert.That(Call("a", "Add", IntValue.Of(1)), Is.EqualTo("`Counter.Add` expects (step: Step), found (1)"));
        Assert.That(Call("a", "Add"), Is.EqualTo("`Counter.Add` expects (step: Step), found ()"));
        Assert.That(Call("a", "Secret"), Is.EqualTo("`Counter` has no member `Secret`"));
        Assert.That(Shown(_session.Create("Nothing", [], _output.Write)), Is.EqualTo("there is no entity type `Nothing`"));
        Assert.That(Shown(_session.Create("Counter", [IntValue.Of(1)], _output.Write)), Is.EqualTo("`Counter.new` expects (name: string), found (1)"));
    }

    [Test]
    public void An_interrupted_call_changes_nothing()
    {
        Create("a");
        using var cancellation = new CancellationTokenSource();
        cancellation.CancelAfter(50);
        Assert.That(() => _session.Call(Reference("a"), "Forever", [], _output.Write, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Call("a", "Count"), Is.EqualTo("0"));
    }

    [Test]
    public void A_bound_value_is_as_one_of_a_let()
    {
        Submit("let x = 1");
        _session.Bind("x", new ListType(DataType.String), ListValue.Of(new StringValue("a")));
        _session.Bind("step", new NamedType("Step", []), Step(4));
        Assert.That(Submit("let y = (x, step.by)\ny"), Is.EqualTo("val y : string list * int = ([\"a\"], 4)\nval it : string list * int = ([\"a\"], 4)"));
        Assert.That(_session.Values.Select(value => value.Name), Is.EqualTo((string[])["it", "step", "x", "y"]));
        Submit("type Step = { by: int }");
        Assert.That(_session.Values.Select(value => value.Name), Does.Not.Contain("step"));
    }

    [Test]
    public void A_value_can_be_bound_before_anything_is_declared()
    {
        _session = new Session(RunOptions.Default);
        _session.Bind("x", DataType.Int, IntValue.Of(5));
        Assert.That(Submit("x + 1"), Is.EqualTo("val it : int = 6"));
    }

    [TestCase("let")]
    [TestCase("class")]
    [TestCase("1a")]
    [TestCase("a b")]
    [TestCase("x = 1 //")]
    [TestCase("")]
    [TestCase("_")]
    public void A_name_that_cannot_be_one_is_refused(string name) =>
        Assert.That(() => _session.Bind(name, DataType.Int, IntValue.Of(1)), Throws.ArgumentException);

    [Test]
    public void A_value_of_another_or_an_unknown_type_is_refused()
    {
        Assert.That(() => _session.Bind("x", DataType.Int, StringValue.Empty), Throws.ArgumentException.With.Message.StartsWith("`x`: expected a value of type `int`, found \"\""));
        Assert.That(() => _session.Bind("x", new EntityType("Nothing"), new EntityReference("Nothing", StringValue.Empty)), Throws.ArgumentException);
        Assert.That(() => _session.Bind("x", new NamedType("Step", []), new RecordValue(new RecordDefinition("Step", [], []), [])), Throws.ArgumentException);
    }

    [Test]
    public void What_came_from_outside_is_saved_and_loaded_in_its_place()
    {
        _session.Bind("first", DataType.Float, new FloatValue(double.NaN));
        Create("a");
        Call("a", "Add", Step(2));
        Submit("type S = | Dot | At of Step * int list\nlet seen = Counter.Get(\"a\").Count");
        Call("a", "Add", Step(100));
        Call("a", "Add", Step(3));
        Submit("let value = (Some (At ({ by = 1; tag = Some \"t\" }, [1])), Map.ofList [(1, true)], Set.ofList [\"s\"], Counter.Get(\"a\"), Dot)");
        var value = _session.Values.Single(one => one.Name == "value");
        _session.Bind("again", value.Type, value.Value);
        var before = States(_session);

        using var stream = new MemoryStream();
        _session.Save(stream);
        stream.Position = 0;
        var loaded = new Session(RunOptions.Default);
        Assert.That(loaded.Load(stream));
        Assert.That(States(loaded), Is.EqualTo(before));
        Assert.That(before, Does.Contain("again = (Some (At ({ by = 1; tag = Some \"t\" }, [1])), map [(1, true)], set [\"s\"], Counter(\"a\"), Dot)"));
        Assert.That(before, Does.Contain("Counter(\"a\"): \"a\" 5"));
    }

    [Test]
    public void A_saved_value_that_is_wrong_is_named()
    {
        const string document = """{ "schema": "stateflow-session/1", "submissions": [], "outside": [{ "kind": "bind", "after": 0, "name": "x", "type": { "kind": "primitive", "name": "int" }, "value": "a" }] }""";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(document));
        Assert.That(() => _session.Load(stream), Throws.TypeOf<SessionFormatException>().With.Message.EqualTo("it holds a value that is wrong: `\"a\"` is no value of type `int`"));
    }

    private static IEnumerable<string> States(Session session) => session.Values.Select(value => $"{value.Name} = {value.Value}")
        .Concat(session.Entities.Values.Where(state => state.Entity.Entity != Program.ScriptName).Select(state => $"{state.Entity}: {string.Join(' ', state.Fields)}"));

    private static EntityReference Reference(string key) => new("Counter", new StringValue(key));

    private RecordValue Step(long by) =>
        new((RecordDefinition)_session.Program!.Types.Single(type => type.Name == "Step"), [IntValue.Of(by), OptionValue.None]);

    private string Create(string key) => Shown(_session.Create("Counter", [new StringValue(key)], _output.Write));

    private string Call(string key, string method, params Value[] arguments) => Shown(_session.Call(Reference(key), method, [.. arguments], _output.Write));

    private static string Shown(Answer answer) => answer switch
    {
        ResultAnswer result => result.Value.ToString(),
        FailureAnswer failure => failure.Failure.Message,
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private string Submit(string text)
    {
        var result = _session.Submit(text, _output);
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity == Language.Syntax.Severity.Error), Is.Empty);
        return string.Join('\n', result.Declared);
    }
}
