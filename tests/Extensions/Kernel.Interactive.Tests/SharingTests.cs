using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace StateFlow.Interactive.Tests;

public sealed class SharingTests
{
    private InteractiveNotebook _notebook = null!;

    [SetUp]
    public async Task Create() => _notebook = await InteractiveNotebook.WithShopAsync();

    [TearDown]
    public void Close() => _notebook.Dispose();

    [Test]
    public async Task Csharp_calls_entities()
    {
        var seen = await _notebook.RunAsync("await ann.BuyItem(2, apple)");
        Assert.That((seen.Value, seen.Output), Is.EqualTo(("True", "User(\"ann\") bought 2\n")));
        Assert.That((await _notebook.RunAsync("#!stateflow\nann.Balance")).Value, Is.EqualTo("90"));
    }

    [Test]
    public async Task Csharp_creates_entities_which_the_next_cell_has()
    {
        await _notebook.RunAsync("var bob = await entities.User.Create(\"bob\");");
        Assert.That((await _notebook.RunAsync("#!stateflow\nbob.BuyItem(1, apple)")).Value, Is.EqualTo("true"));
    }

    [Test]
    public async Task A_failure_of_an_entity_is_an_exception() =>
        Assert.That((await _notebook.SendAsync("await entities.User.Create(\"ann\")")).Failure, Does.Contain("ann"));

    [Test]
    public async Task Values_go_both_ways()
    {
        await _notebook.RunAsync("#!stateflow\nlet amounts = [1; 2; 3]");
        await _notebook.RunAsync("var total = amounts.Sum();");
        Assert.That((await _notebook.RunAsync("#!stateflow\ntotal + 1")).Value, Is.EqualTo("7"));
        await _notebook.RunAsync("total = 10;");
        Assert.That((await _notebook.RunAsync("#!stateflow\ntotal")).Value, Is.EqualTo("10"));
    }

    [Test]
    public async Task A_client_is_shown_without_calling_its_entity()
    {
        var seen = await _notebook.RunAsync("ann");
        Assert.That((seen.Value, seen.Output), Is.EqualTo(("User(\"ann\")", "")));
    }

    [Test]
    public async Task A_value_is_shared_from_csharp_under_another_name()
    {
        await _notebook.RunAsync("var names = new List<string> { \"a\", \"b\" };");
        Assert.That((await _notebook.RunAsync("#!stateflow\n#!share --from csharp names --as texts\ntexts")).Value, Is.EqualTo("[\"a\"; \"b\"]"));
    }

    [Test]
    public async Task A_value_is_set_from_csharp_by_its_json()
    {
        await _notebook.RunAsync("var number = 41;");
        Assert.That((await _notebook.RunAsync("#!stateflow\n#!set --name answer --value @csharp:number\nanswer + 1")).Value, Is.EqualTo("42"));
    }

    [Test]
    public async Task A_value_is_shared_to_csharp_under_another_name()
    {
        await _notebook.RunAsync("#!stateflow\nlet amounts = [1; 2; 3]");
        Assert.That((await _notebook.RunAsync("#!csharp\n#!share --from stateflow amounts --as counted\ncounted.Count")).Value, Is.EqualTo("3"));
    }

    [Test]
    public async Task What_the_language_has_no_type_for_is_refused()
    {
        await _notebook.RunAsync("var clock = new System.Diagnostics.Stopwatch();");
        var seen = await _notebook.SendAsync("#!stateflow\n#!share --from csharp clock");
        Assert.That(seen.All<ErrorProduced>().Single().Message, Does.Contain("has no type for `System.Diagnostics.Stopwatch`"));
    }

    [Test]
    public async Task Values_can_be_listed_and_asked_for()
    {
        await _notebook.RunAsync("#!stateflow\nlet price = 2.5");
        var infos = (await _notebook.CommandAsync(new RequestValueInfos("stateflow"))).All<ValueInfosProduced>().Single().ValueInfos;
        Assert.That(infos.Select(info => (info.Name, info.TypeName)), Is.EqualTo([("ann", "User"), ("apple", "Item"), ("price", "float")]));

        var price = (await _notebook.CommandAsync(new RequestValue("price", "application/json", "stateflow"))).All<ValueProduced>().Single();
        Assert.That((price.Value, price.FormattedValue.Value), Is.EqualTo(((object)2.5, "2.5")));
        Assert.That((await _notebook.CommandAsync(new RequestValue("nothing", targetKernelName: "stateflow"))).Failure, Does.Contain("there is no value `nothing`"));
    }

    [Test]
    public async Task Declarations_for_csharp_are_not_in_the_output()
    {
        var seen = await _notebook.RunAsync("#!stateflow\nlet x = 1");
        Assert.That(seen.All<CodeSubmissionReceived>().Select(received => received.Code), Is.EqualTo(["let x = 1"]));
        Assert.That(seen.Diagnostics, Is.Empty);
    }
}
