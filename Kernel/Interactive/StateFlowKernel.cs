using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using StateFlow.Clients.Sharing;
using StateFlow.Interactive.Forms;
using StateFlow.Interactive.Sharing;
using StateFlow.Interactive.Submissions;
using StateFlow.Notebooks;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Interactive;

/// <summary>Runs the cells of a .NET Interactive notebook that are in the entity language.</summary>
/// <remarks>
/// If the notebook has a C# kernel, its cells have the entities as classes whose methods can be awaited, and the values of both
/// languages as variables.
/// </remarks>
public sealed partial class StateFlowKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    /// <summary>The kernel's name, by which a cell chooses it: <c>#!stateflow</c>.</summary>
    public const string DefaultName = "stateflow";

    private readonly NotebookSession _notebook;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConditionalWeakTable<KernelCommand, Submission> _submissions = [];
    private (KernelScript Script, SharedNames Names)? _csharp;

    /// <summary>A kernel in which nothing is declared.</summary>
    public StateFlowKernel(NotebookOptions options)
        : base(DefaultName)
    {
        _notebook = new NotebookSession(options);
        KernelInfo.LanguageName = "StateFlow";
        KernelInfo.DisplayName = $"{DefaultName} - {_notebook.Languages[0].DisplayName}";
        KernelInfo.Description = "Stateful entities that call each other, compiled to a dataflow";
        foreach (var directive in _notebook.Directives.All) AddDirective<RunDirective>(InteractiveDirective.Of(directive), RunAsync);
        this.UseValueSharing().UseWho();
        RegisterForDisposal(_turn);
    }

    internal NotebookSession Notebook => _notebook;

    async Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        context.Publish(new CodeSubmissionReceived(command));
        var isIncomplete = _notebook.CompletenessOf(command.Code) == Completeness.Incomplete;
        context.Publish(isIncomplete ? new IncompleteCodeSubmissionReceived(command) : new CompleteCodeSubmissionReceived(command));
        await RunAsync(SubmissionOf(command)?.Code(command.Code) ?? new Piece(command.Code, 0), command, context).ConfigureAwait(false);
    }

    private async Task RunAsync(RunDirective command, KernelInvocationContext context)
    {
        var takesCode = _notebook.Directives.Find(command.InvokedDirective[DirectiveLine.Mark.Length..])?.TakesCode == true;
        var submission = SubmissionOf(command);
        var piece = submission is null ? new Piece(command.InvokedDirective, 0) : submission.Directive(command.InvokedDirective, takesCode);
        if (piece is not null) await RunAsync(piece, command, context).ConfigureAwait(false);
    }

    /// <summary>The submission of which .NET Interactive has made the command; null if it was sent as it is.</summary>
    private Submission? SubmissionOf(KernelCommand command) =>
        command.Parent is SubmitCode whole ? _submissions.GetValue(whole, _ => new Submission(whole.Code)) : null;

    private Task RunAsync(Piece piece, KernelCommand command, KernelInvocationContext context) => InTurnAsync(context, async () =>
    {
        var output = new ContextOutput(context, command);
        TakeOver(output.PrintError);

        // Not in the scheduler's thread, which would not hear of a cancellation.
        var result = await Task.Run(() => _notebook.RunAsync(piece.Cell, output, context.CancellationToken), CancellationToken.None).ConfigureAwait(false);
        if (Names() is { } names) await names.BringInAsync(output.PrintError).ConfigureAwait(false);
        Publish(result, piece, command, context);
    });

    /// <summary>Does something with the notebook when nobody else does.</summary>
    private async Task InTurnAsync(KernelInvocationContext context, Func<Task> act)
    {
        await _turn.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            await act().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static void Publish(CellResult result, Piece piece, KernelCommand command, KernelInvocationContext context)
    {
        var firstLine = new LineIndex(piece.Cell).PositionOf(piece.Start).Line;
        if (!result.Diagnostics.IsEmpty) context.Publish(Diagnostics.Of(result.Diagnostics, piece.Cell, firstLine, command));
        switch (result)
        {
            case { Status: CellStatus.Done, Value: { } value }:
                context.Publish(new ReturnValueProduced(value, command, FormattedValues.Of(value)));
                break;
            case { Status: CellStatus.Failed, Error: { } error }:
                context.Fail(command, message: string.Join('\n', error.Lines));
                break;
            case { Status: CellStatus.Interrupted, Error: { } error }:
                context.Fail(command, message: error.Message);
                break;
        }
    }

    /// <summary>What is shared with the C# kernel; null if the notebook has none.</summary>
    private SharedNames? Names()
    {
        if (_csharp is null && ParentKernel?.ChildKernels.OfType<CSharpKernel>().FirstOrDefault() is { } kernel)
        {
            var script = new KernelScript(kernel);
            _csharp = (script, new SharedNames(_notebook.Entities, script, new KernelCaller(_notebook.Entities, _turn)));
        }

        return _csharp?.Names;
    }

    /// <summary>Gives the values that C# cells have changed to the session.</summary>
    private void TakeOver(Action<string> notify)
    {
        if (Names() is { } names) names.TakeOver(notify, _csharp!.Value.Script.HasFailed);
    }
}
