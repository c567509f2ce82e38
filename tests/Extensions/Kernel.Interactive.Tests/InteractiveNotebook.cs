using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Interactive.Tests;

/// <summary>A notebook with C# cells, which has loaded the extension.</summary>
internal sealed class InteractiveNotebook : IDisposable
{
    public const string Shop = """
        #!stateflow
        entity Item(name: string, price: int) =
            key name
            let mutable stock = 10
            member this.Price : int = price
            member this.Stock : int = stock
            member this.UpdateStock(amount: int) : bool =
                if stock + amount < 0 then false
                else
                    stock <- stock + amount
                    true
        entity User(username: string) =
            key username
            let mutable balance = 100
            member this.Balance : int = balance
            /// Buys some of an item.
            [<Transactional>]
            member this.BuyItem(amount: int, item: Item) : bool =
                let total = amount * item.Price
                if balance < total then false
                elif not (item.UpdateStock(-amount)) then false
                else
                    balance <- balance - total
                    printfn $"{this} bought {amount}"
                    true
        let apple = Item("apple", 5)
        let ann = User("ann")
        """;

    private InteractiveNotebook(CompositeKernel root) => Root = root;

    public CompositeKernel Root { get; }

    public StateFlowKernel Kernel => Root.ChildKernels.OfType<StateFlowKernel>().Single();

    public static async Task<InteractiveNotebook> CreateAsync()
    {
        var root = new CompositeKernel { new CSharpKernel().UseValueSharing() };
        root.DefaultKernelName = "csharp";
        await new StateFlowKernelExtension().OnLoadAsync(root);
        return new InteractiveNotebook(root);
    }

    public static async Task<InteractiveNotebook> WithShopAsync()
    {
        var notebook = await CreateAsync();
        await notebook.RunAsync(Shop);
        return notebook;
    }

    /// <summary>Runs a cell.</summary>
    /// <returns>What a reader sees of it.</returns>
    public async Task<CellEvents> SendAsync(string cell) => await CommandAsync(new SubmitCode(cell));

    /// <summary>Runs a cell that must not fail.</summary>
    public async Task<CellEvents> RunAsync(string cell)
    {
        var seen = await SendAsync(cell);
        Assert.That(seen.Failure, Is.Null, cell);
        return seen;
    }

    public async Task<CellEvents> CommandAsync(KernelCommand command) => new((await Root.SendAsync(command)).Events);

    public void Dispose() => Root.Dispose();
}

/// <summary>The events of a command.</summary>
internal sealed class CellEvents(IReadOnlyList<KernelEvent> events)
{
    public string? Failure => All<CommandFailed>().FirstOrDefault()?.Message;

    public string Output => string.Concat(All<StandardOutputValueProduced>().Select(Text));

    public string ErrorOutput => string.Concat(All<StandardErrorValueProduced>().Select(Text));

    /// <summary>The value of the cell as text.</summary>
    public string? Value => All<ReturnValueProduced>().LastOrDefault()?.Value switch
    {
        MimeBundle bundle => bundle.PlainText,
        var value => value?.ToString(),
    };

    public IEnumerable<Diagnostic> Diagnostics => All<DiagnosticsProduced>().SelectMany(produced => produced.Diagnostics);

    public IEnumerable<T> All<T>()
        where T : KernelEvent => events.OfType<T>();

    public static string? Form(DisplayEvent display, string mimeType) => display.FormattedValues.FirstOrDefault(form => form.MimeType == mimeType)?.Value;

    private static string Text(DisplayEvent display) => Form(display, "text/plain")!;
}
