using NUnit.Framework;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.CSharp.Tests;

public sealed class SharingTests
{
    private TestNotebook _notebook = new();

    [SetUp]
    public void Begin()
    {
        _notebook = new TestNotebook();
        _notebook.Entities(TestNotebook.Shop);
    }

    [Test]
    public async Task Entities_are_clients_with_the_notebooks_names()
    {
        Assert.That(await _notebook.Value("await ann.BuyItem(2, apple)"), Is.EqualTo("true"));
        Assert.That(_notebook.Output.Printed, Is.EqualTo("User(\"ann\") bought 2\n"));
        Assert.That(await _notebook.Value("ann"), Is.EqualTo("User(\"ann\")"));
        Assert.That(_notebook.Entities("(ann.Balance, apple.Stock)"), Is.EqualTo("val it : int * int = (90, 8)"));
        Assert.That(await _notebook.Value("$\"{await ann.Balance} {await apple.Stock}\""), Is.EqualTo("\"90 8\""));
    }

    [Test]
    public async Task Entities_are_created_and_found_through_the_entry_point()
    {
        await _notebook.Value("var ben = await entities.User.Create(\"ben\"); var bread = await entities.Item.Create(\"bread\", 7);");
        Assert.That(_notebook.Entities("ben.BuyItem(3, bread)"), Is.EqualTo("val it : bool = true"));
        Assert.That(await _notebook.Value("await entities.User.Exists(\"ben\") && !await entities.User.Exists(\"zoe\") && entities.User.Get(\"ben\").Equals(ben)"), Is.EqualTo("true"));
    }

    [TestCase("var x = 5;", "val it : int = 5")]
    [TestCase("var x = 5L;", "val it : int = 5")]
    [TestCase("var x = 0.5;", "val it : float = 0.5")]
    [TestCase("var x = \"a\";", "val it : string = \"a\"")]
    [TestCase("var x = (1, true);", "val it : int * bool = (1, true)")]
    [TestCase("var x = new List<int> { 1, 2 };", "val it : int list = [1; 2]")]
    [TestCase("var x = new[] { \"a\" };", "val it : string list = [\"a\"]")]
    [TestCase("IReadOnlyList<double> x = [1, 2];", "val it : float list = [1.0; 2.0]")]
    [TestCase("Option<long> x = 5;", "val it : int option = Some 5")]
    [TestCase("var x = new Dictionary<string, bool> { [\"k\"] = true };", "val it : Map<string, bool> = map [(\"k\", true)]")]
    [TestCase("var x = new HashSet<long> { 2, 1 };", "val it : Set<int> = set [1; 2]")]
    [TestCase("var x = new[] { (ann, 1), (entities.User.Get(\"bob\"), 2) };", "val it : (User * int) list = [(User(\"ann\"), 1); (User(\"bob\"), 2)]")]
    public async Task Variables_are_values_of_the_entity_language(string cell, string shown)
    {
        await _notebook.Value(cell);
        Assert.That(_notebook.Entities("x"), Is.EqualTo(shown));
        Assert.That(_notebook.Output.Errors, Is.Empty);
    }

    [TestCase("let x = [1; 2]", "x.Sum()", "3")]
    [TestCase("let x = Some 1.5", "x.Value", "1.5")]
    [TestCase("let x = (1, \"a\")", "x.Item2", "\"a\"")]
    [TestCase("let x = Map.ofList [(\"a\", [ann])]", "x[\"a\"][0]", "User(\"ann\")")]
    [TestCase("type P = { left: int; right: P option }\nlet x = { left = 1; right = Some { left = 2; right = None } }", "x.Right.Value.Left", "2")]
    [TestCase("type S = | Dot | Box of int\nlet x = [Dot; Box 3]", "((S.Box)x[1]).Item", "3")]
    [TestCase("let object = 4", "@object", "4")]
    public async Task Values_of_the_entity_language_are_variables(string text, string cell, string shown)
    {
        _notebook.Entities(text);
        Assert.That(await _notebook.Value(cell), Is.EqualTo(shown));
    }

    [Test]
    public async Task Records_and_unions_go_both_ways()
    {
        _notebook.Entities("type P = { x: int; tags: string list }\ntype S = | Dot | At of P");
        await _notebook.Value("var p = new P(1, [\"a\"]); S s = new S.At(p); var all = new List<S> { s, new S.Dot() };");
        Assert.That(_notebook.Entities("(p.x, all, s = At { x = 1; tags = [\"a\"] })"), Is.EqualTo("val it : int * S list * bool = (1, [At { x = 1; tags = [\"a\"] }; Dot], true)"));
    }

    [Test]
    public async Task What_one_side_changes_the_other_sees()
    {
        _notebook.Entities("let mutable count = 1");
        Assert.That(await _notebook.Value("count"), Is.EqualTo("1"));
        _notebook.Entities("count <- 2");
        Assert.That(await _notebook.Value("count"), Is.EqualTo("2"));
        await _notebook.Value("count = 3;");
        Assert.That(_notebook.Entities("count"), Is.EqualTo("val it : int = 3"));
        await _notebook.Value("var list = new List<int>();");
        await _notebook.Value("list.Add(7);");
        Assert.That(_notebook.Entities("list"), Is.EqualTo("val it : int list = [7]"));
        _notebook.Entities("let count = \"text\"");
        Assert.That(await _notebook.Value("count.Length"), Is.EqualTo("4"));
    }

    [Test]
    public async Task What_is_not_changed_is_not_bound_again()
    {
        _notebook.Entities("let mutable count = 1\nlet bump () : unit = count <- count + 1");
        await _notebook.Value("var other = count;");
        Assert.That(_notebook.Entities("bump ()\ncount"), Is.EqualTo("val it : int = 2"));
    }

    [Test]
    public async Task A_variable_that_would_hide_a_definition_is_left_out_and_named_once()
    {
        _notebook.Entities("let twice (x: int) : int = 2 * x");
        await _notebook.Value("var twice = 1; var val = 2;");
        await _notebook.Value("1");
        Assert.That(_notebook.Entities("twice 4"), Is.EqualTo("val it : int = 8"));
        Assert.That(_notebook.Output.Errors, Is.EqualTo("`twice` is not shared with the entity language: the entity language has a definition of that name\n"));
    }

    [Test]
    public async Task An_entity_that_is_declared_later_leaves_earlier_variables_as_they_are()
    {
        await _notebook.Value("var ben = await entities.User.Create(\"ben\");");
        _notebook.Entities("entity Other(name: string) =\n    key name\n    member this.Who(user: User) : User = user");
        Assert.That(await _notebook.Value("(await entities.Other.Create(\"o\")).Who(ben).Result == ben || true"), Is.EqualTo("true"));
        Assert.That(await _notebook.Value("await ben.BuyItem(1, apple)"), Is.EqualTo("true"));
    }

    [Test]
    public async Task A_redefined_entity_has_its_new_members_and_variables_follow()
    {
        await _notebook.Value("var ben = await entities.User.Create(\"ben\"); var users = new[] { ann, ben }; Func<Task<long>> old = () => ben.Balance;");
        _notebook.Entities(TestNotebook.Shop.Replace("member this.Stock", "member this.Left : int = stock\n    member this.Stock").Split("let apple")[0]);
        Assert.That(await _notebook.Value("await apple.Left"), Is.EqualTo("10"));
        Assert.That(await _notebook.Value("await ben.BuyItem(1, apple) && await users[1].BuyItem(1, apple)"), Is.EqualTo("true"));
        Assert.That(await _notebook.Value("await old()"), Is.EqualTo("90"));
    }

    [Test]
    public async Task An_old_reference_says_when_its_member_is_gone_or_different()
    {
        await _notebook.Value("Func<Task<bool>> old = () => ann.BuyItem(1, apple); Func<Task> gone = () => ann.Fail();");
        _notebook.Entities("entity User(username: string) =\n    key username\n    member this.BuyItem(item: Item) : bool = true");
        var changed = await _notebook.Run("await old()");
        Assert.That(changed.Error!.Message, Is.EqualTo("`User.BuyItem` expects (item: Item), found (1, Item(\"apple\"))"));
        Assert.That((await _notebook.Run("await gone()")).Error!.Message, Is.EqualTo("`User` has no member `Fail`"));
    }

    [Test]
    public async Task A_failure_shows_where_it_arose_and_what_led_there()
    {
        var result = await _notebook.Run("\nawait ann.Fail();");
        Assert.That(result.Status, Is.EqualTo(CellStatus.Failed));
        Assert.That(result.Error!.Name, Is.EqualTo("Failure"));
        Assert.That(result.Error.Lines, Is.EqualTo((string[])["input1(25,32): error: no such thing", "   in User(\"ann\").Fail, called at outside(1,1)", "   at cell 2, line 2"]));
    }

    [Test]
    public async Task A_call_that_outlives_its_cell_is_refused()
    {
        await _notebook.Value("var gate = new TaskCompletionSource(); var late = Task.Run(async () => { await gate.Task; return await ann.Balance; });");
        var result = await _notebook.Run("gate.SetResult(); await late");
        Assert.That(result.Error!.Message, Is.EqualTo("the cell has ended: await the calls that it makes"));
    }
}
