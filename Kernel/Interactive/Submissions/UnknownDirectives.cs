using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using StateFlow.Interactive.Forms;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Directives;

namespace StateFlow.Interactive.Submissions;

/// <summary>Says of a directive that nobody knows what the notebook would say: the nearest name, and how to get help.</summary>
/// <remarks>.NET Interactive refuses such a submission while it parses it, and sends a command that only fails.</remarks>
internal sealed class UnknownDirectives(CompositeKernel root, StateFlowKernel kernel, DirectiveTable directives)
{
    private readonly ConditionalWeakTable<KernelCommand, StrongBox<DirectiveLine?>> _found = [];

    public async Task HandleAsync(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
    {
        if (command is SubmitCode || command.Parent is not SubmitCode submission || _found.GetValue(submission, _ => new(Find(submission))).Value is not { } line)
        {
            await next(command, context).ConfigureAwait(false);
            return;
        }

        var result = directives.Unknown(line);
        context.Publish(Diagnostics.Of(result.Diagnostics, submission.Code, firstLine: 0, submission));
        context.Fail(submission, message: string.Join('\n', result.Error!.Lines));
    }

    /// <summary>The first directive that nobody knows, if it is in a part of ours.</summary>
    private DirectiveLine? Find(SubmitCode submission)
    {
        var isOurs = IsOurs(submission.TargetKernelName ?? root.DefaultKernelName);
        foreach (var line in CellReader.Read(submission.Code).OfType<DirectiveLine>())
        {
            var name = DirectiveLine.Mark + line.Name;
            if (root.KernelInfo.SupportedDirectives.OfType<KernelSpecifierDirective>().FirstOrDefault(selector => selector.Name == name) is { } selected)
                isOurs = IsOurs(selected.KernelName);
            else if (!root.ChildKernels.Append(root).Any(known => known.KernelInfo.SupportedDirectives.Any(directive => directive.Name == name)))
                return isOurs ? line : null;
        }

        return null;
    }

    private bool IsOurs(string? name) => name is not null && (name == kernel.Name || kernel.KernelInfo.Aliases.Contains(name));
}
