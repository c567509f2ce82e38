using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace StateFlow.Interactive.Tests;

public sealed class CellTests
{
    private InteractiveNotebook _notebook = null!;

    [SetUp]
    public async Task Create() => _notebook = await InteractiveNotebook.CreateAsync();

    [TearDown]
    public void Close() => _notebook.Dispose();

    [TestCase("#!stateflow\nlet x = 20\nx + 1")]
    [TestCase("#!sf\nlet x = 20\nx + 1")]
    public async Task A_cell_has_the_value_of_its_last_expression(string cell) => Assert.That((await _notebook.RunAsync(cell)).Value, Is.EqualTo("21"));

    [Test]
    public async Task A_value_has_more_forms_than_text()
    {
        await _notebook.RunAsync(InteractiveNotebook.Shop);
        var value = (await _notebook.RunAsync("#!stateflow\nann")).All<ReturnValueProduced>().Single();
        Assert.That(CellEvents.Form(value, "text/html"), Does.Contain("<table>").And.Contain("ann"));
    }

    [Test]
    public async Task What_a_cell_prints_comes_while_it_runs()
    {
        var printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var events = _notebook.Root.KernelEvents.Subscribe(@event =>
        {
            if (@event is StandardOutputValueProduced) printed.TrySetResult();
        });
        var running = _notebook.SendAsync("#!stateflow\nlet mutable count = 0\nwhile count >= 0 do\n    count <- count + 1\n    if count = 1 then printfn \"one\"");
        await printed.Task;
        Assert.That(running.IsCompleted, Is.False);

        await _notebook.CommandAsync(new Cancel());
        Assert.That((await running).Failure, Does.Contain("cancelled").IgnoreCase);
    }

    [Test]
    public async Task A_cancelled_cell_has_no_effect_and_the_next_one_runs()
    {
        await _notebook.RunAsync("#!stateflow\nlet x = 1");
        var printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var events = _notebook.Root.KernelEvents.Subscribe(@event =>
        {
            if (@event is StandardOutputValueProduced) printed.TrySetResult();
        });
        var running = _notebook.SendAsync("#!stateflow\nlet x = 2\nprintfn \"at it\"\nwhile true do ()");
        await printed.Task;
        await _notebook.CommandAsync(new Cancel());
        await running;

        Assert.That((await _notebook.RunAsync("#!stateflow\nx")).Value, Is.EqualTo("1"));
    }

    [Test]
    public async Task A_failure_says_where()
    {
        await _notebook.RunAsync(InteractiveNotebook.Shop);
        var seen = await _notebook.SendAsync("#!stateflow\nlet pear = Item(\"pear\", 1)\nItem(\"apple\", 3)");
        Assert.That(seen.Failure, Does.Contain("apple").And.Contain("(3,"));
    }

    [Test]
    public async Task Diagnostics_have_their_places_in_the_whole_cell()
    {
        var seen = await _notebook.SendAsync("#!csharp\nvar y = 1;\n#!stateflow\nlet x = 1\nlet z = x + \"a\"");
        var error = seen.Diagnostics.Single(diagnostic => diagnostic.Code.StartsWith("SF", StringComparison.Ordinal));
        Assert.That(error.LinePositionSpan.Start, Is.EqualTo(new LinePosition(4, 12)));
        Assert.That(seen.Failure, Does.Contain("(5,13): error SF"));
    }

    [Test]
    public async Task Diagnostics_are_given_without_running()
    {
        var seen = await _notebook.CommandAsync(new RequestDiagnostics("#!stateflow\nlet x = nowhere"));
        Assert.That(seen.Diagnostics.Select(diagnostic => (diagnostic.LinePositionSpan.Start, diagnostic.LinePositionSpan.End)), Is.EqualTo([(new LinePosition(1, 8), new LinePosition(1, 15))]));
        Assert.That((await _notebook.SendAsync("#!stateflow\nx")).Failure, Does.Contain("SF"));
    }

    [Test]
    public async Task An_entity_can_be_declared_again()
    {
        await _notebook.RunAsync("#!stateflow\nentity A(name: string) =\n    key name\n    let mutable n = 0\n    member this.Add() : int =\n        n <- n + 1\n        n\nlet a = A(\"a\")\na.Add()");
        await _notebook.RunAsync("#!stateflow\nentity A(name: string) =\n    key name\n    let mutable n = 0\n    member this.Add() : int =\n        n <- n + 10\n        n");
        Assert.That((await _notebook.RunAsync("#!stateflow\na.Add()")).Value, Is.EqualTo("11"));
        Assert.That((await _notebook.RunAsync("await a.Add()")).Value, Is.EqualTo("21"));
    }

    [Test]
    public async Task Loading_the_extension_twice_changes_nothing()
    {
        await _notebook.RunAsync("#!stateflow\nlet x = 1");
        await new StateFlowKernelExtension().OnLoadAsync(_notebook.Root);
        Assert.That((await _notebook.RunAsync("#!stateflow\nx")).Value, Is.EqualTo("1"));
    }

    [Test]
    public void Loading_the_extension_needs_a_notebook()
    {
        using var alone = new Microsoft.DotNet.Interactive.CSharp.CSharpKernel();
        Assert.That(async () => await new StateFlowKernelExtension().OnLoadAsync(alone), Throws.ArgumentException.With.Message.Contains("CompositeKernel"));
    }
}
