using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Interactive.Forms;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Interactive;

/// <content>Help with writing. Directives are .NET Interactive's own to complete and to explain.</content>
public sealed partial class StateFlowKernel
    : IKernelCommandHandler<RequestCompletions>,
        IKernelCommandHandler<RequestHoverText>,
        IKernelCommandHandler<RequestSignatureHelp>,
        IKernelCommandHandler<RequestDiagnostics>
{
    Task IKernelCommandHandler<RequestCompletions>.HandleAsync(RequestCompletions command, KernelInvocationContext context) =>
        AssistAsync(command, context, async (lines, position) =>
        {
            TakeOver(static _ => { });
            var found = await _notebook.CompleteAsync(command.Code, position, context.CancellationToken).ConfigureAwait(false);
            context.Publish(new CompletionsProduced(CompletionItems.Of(found), command, lines.SpanOf(found.Replaced)));
        });

    Task IKernelCommandHandler<RequestHoverText>.HandleAsync(RequestHoverText command, KernelInvocationContext context) =>
        AssistAsync(command, context, async (lines, position) =>
        {
            if (await _notebook.HoverAsync(command.Code, position, context.CancellationToken).ConfigureAwait(false) is { } hover)
                context.Publish(new HoverTextProduced(command, FormattedValues.Of(hover.Content), lines.SpanOf(hover.Range)));
        });

    Task IKernelCommandHandler<RequestSignatureHelp>.HandleAsync(RequestSignatureHelp command, KernelInvocationContext context) =>
        AssistAsync(command, context, async (_, position) =>
        {
            if (await _notebook.SignaturesAsync(command.Code, position, context.CancellationToken).ConfigureAwait(false) is not { Signatures.IsEmpty: false } found) return;
            var signatures = found.Signatures.Select(signature => new SignatureInformation(
                signature.Label, Text(signature.Documentation), [.. signature.Parameters.Select(parameter => new ParameterInformation(parameter, Text("")))]));
            context.Publish(new SignatureHelpProduced(command, [.. signatures], found.ActiveSignature, Math.Max(0, found.ActiveParameter)));
        });

    Task IKernelCommandHandler<RequestDiagnostics>.HandleAsync(RequestDiagnostics command, KernelInvocationContext context) =>
        InTurnAsync(context, async () =>
        {
            TakeOver(static _ => { });
            var found = await _notebook.DiagnoseAsync(command.Code, context.CancellationToken).ConfigureAwait(false);
            context.Publish(Diagnostics.Of(found, command.Code, firstLine: 0, command));
        });

    private Task AssistAsync(LanguageServiceCommand command, KernelInvocationContext context, Func<LineIndex, int, Task> assist)
    {
        var lines = new LineIndex(command.Code);
        return InTurnAsync(context, () => assist(lines, lines.OffsetOf(command.LinePosition)));
    }

    private static FormattedValue Text(string? text) => new(MimeBundle.Text, text ?? "");
}
