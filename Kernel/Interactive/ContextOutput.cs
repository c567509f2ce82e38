using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Interactive.Forms;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Interactive;

/// <summary>The output of a cell as events of the command that runs it.</summary>
internal sealed class ContextOutput(KernelInvocationContext context, KernelCommand command) : ICellOutput
{
    public void Print(string text) => context.Publish(new StandardOutputValueProduced(command, [Plain(text)]));

    public void PrintError(string text) => context.Publish(new StandardErrorValueProduced(command, [Plain(text)]));

    public IDisplay Display(MimeBundle content)
    {
        var id = Guid.NewGuid().ToString("N");
        context.Publish(new DisplayedValueProduced(content, command, FormattedValues.Of(content), id));
        return new ContextDisplay(context, command, id);
    }

    private static FormattedValue Plain(string text) => new(MimeBundle.Text, text);

    private sealed class ContextDisplay(KernelInvocationContext context, KernelCommand command, string id) : IDisplay
    {
        public void Update(MimeBundle content) => context.Publish(new DisplayedValueUpdated(content, id, command, FormattedValues.Of(content)));
    }
}
