using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Clients;
using StateFlow.Formatting;
using StateFlow.Interactive.Submissions;
using StateFlow.Notebooks;

namespace StateFlow.Interactive;

/// <summary>Adds cells of the entity language to a .NET Interactive notebook, and the forms of its values.</summary>
/// <remarks>A notebook that loads the package has this done.</remarks>
public sealed class StateFlowKernelExtension : IKernelExtension
{
    private const string Alias = "sf";

    /// <inheritdoc />
    public Task OnLoadAsync(Kernel kernel)
    {
        StateFlowFormatters.Register();
        // The properties of a client are calls, so that the common form would make them.
        foreach (var mimeType in new[] { PlainTextFormatter.MimeType, PlainTextSummaryFormatter.MimeType }) Formatter.Register<EntityClient>(client => client.ToString(), mimeType);
        Formatter.Register<EntityClient>(client => client.ToString().ToDisplayString(JsonFormatter.MimeType), JsonFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(EntityClient), PlainTextFormatter.MimeType);

        if (kernel.RootKernel is not CompositeKernel root)
            throw new ArgumentException("cells of the entity language need a notebook with several kernels: load the extension into a CompositeKernel", nameof(kernel));
        if (root.FindKernelByName(StateFlowKernel.DefaultName) is not null) return Task.CompletedTask;

        var added = new StateFlowKernel(NotebookOptions.Default with { Layout = new PresentLayout() });
        root.Add(added, [Alias]);
        root.AddMiddleware(new UnknownDirectives(root, added, added.Notebook.Directives).HandleAsync);
        KernelInvocationContext.Current?.DisplayAs(
            $"StateFlow is here: begin a cell with `#!{StateFlowKernel.DefaultName}` or `#!{Alias}`, and write `#!help` in it for the directives.", "text/markdown");
        return Task.CompletedTask;
    }
}
