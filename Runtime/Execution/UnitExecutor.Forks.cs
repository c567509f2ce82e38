using StateFlow.Language.IR;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <content>Forks: their calls are made one after another, in source order; of those that fail, the first counts.</content>
internal sealed partial class UnitExecutor
{
    private void Fork(Frame caller, Frame[] branches)
    {
        if (script is not null)
        {
            ForkInScript(caller, branches);
            return;
        }

        if (EndStep() is { } broken)
        {
            Raise(broken, isCatchable: false);
            return;
        }

        caller.Fork = new PendingFork(branches);
        NextBranch(caller);
    }

    private void NextBranch(Frame waiting)
    {
        var fork = waiting.Fork!;
        if (fork.Next < fork.Branches.Length)
        {
            var callee = fork.Branches[fork.Next];
            (callee.Below, callee.Branch) = (waiting, fork.Next++);
            Deliver(callee);
        }
        else if (fork.Failure is { } failure)
        {
            BeginStep();
            Fail(CalledFrom(failure, waiting));
        }
        else
        {
            Resume(waiting, Entry.Result(waiting.Block));
        }
    }

    private void ForkInScript(Frame caller, Frame[] branches)
    {
        var span = ((ForkTerminator)caller.Method.Method.Blocks[caller.Block].Terminator).Branches;
        var handles = branches.Select((branch, i) => script!.Start(branch, span[i].Call.Span)).ToList();
        var fork = caller.Fork = new PendingFork(branches);
        for (var i = 0; i < handles.Count; i++)
        {
            var answer = script!.Wait(handles[i]);
            fork.Results[i] = answer.Value;
            fork.Failure ??= answer.Failure;
        }

        _entry = Entry.Result(caller.Block);
        if (fork.Failure is { } failure) Fail(failure);
    }
}
