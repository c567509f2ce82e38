using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <content>How failures arise, and where they go.</content>
internal sealed partial class UnitExecutor
{
    private int Depth => _depthBelow + _frames + SiteCount;

    /// <summary>A failure that arises now, on its way to a handler within the step.</summary>
    public FailureException Failure(string message, SourceSpan span) => new(FailureOf(message, span));

    /// <summary>A failure that arises now, at the place of that number, on its way to a handler within the step.</summary>
    public FailureException Failure(string message, int span) => Failure(message, program.Span(span));

    /// <summary>A failure that arises now, at the place of that number.</summary>
    public Failure FailureOf(string message, int span) => FailureOf(message, program.Span(span));

    /// <summary>A failure that arises now, with the members that are active in this step.</summary>
    private Failure FailureOf(string message, SourceSpan span)
    {
        var chain = ImmutableArray.CreateBuilder<CallSite>();
        if (_state is { } running)
        {
            for (var i = SiteCount - 1; i >= 0; i--)
            {
                if (_sites[i] < 0) continue;
                var (callee, calledAt) = program.Site(_sites[i]);
                if (CompiledMethod.IsMemberKind(callee.Kind)) chain.Add(MemberSite(running, callee, calledAt));
            }
        }

        var frame = _top;
        for (var i = 0; i < _stepFrames; i++, frame = frame.Below)
        {
            if (frame!.Method.IsMember) chain.Add(Site(frame));
        }

        return new Failure(message, span, chain.ToImmutable());
    }

    private Failure TooDeep(SourceSpan span) =>
        FailureOf($"the depth limit is reached: calls are nested deeper than {maxDepth} frames", span);

    private static string Missing(EntityInstance home) => $"there is no {home.Reference}: create it first with `{home.Operator.Name}(...)`";

    private static string Present(EntityInstance home) => $"{home.Reference} exists already";

    /// <summary>The call under way at the top has failed: its block's handler takes the failure, or the method fails.</summary>
    private void Fail(Failure failure)
    {
        SiteCount = 0;
        if (!TryHandle(failure)) Raise(failure);
    }

    /// <summary>The running method has failed: takes the failure to the nearest handler, undoing every step and transaction that it leaves.</summary>
    /// <param name="isCatchable">False if nothing in the running method, or in what called it in place, may handle the failure.</param>
    private void Raise(Failure failure, bool isCatchable = true)
    {
        SiteCount = 0;
        while (true)
        {
            var dead = _top!;
            Pop();
            if (_stepFrames > 1)
            {
                _stepFrames--;
            }
            else if (dead.Kind == FrameKind.InPlace)
            {
                failure = CalledFrom(failure, _top!);
            }
            else
            {
                failure = Abandon(dead, failure);
                isCatchable = true;
                if (dead.Below is not { } waiting)
                {
                    Failed = failure;
                    _isDone = true;
                    return;
                }

                Hops?.Returned(isFailure: true);
                if (dead.Branch >= 0)
                {
                    waiting.Fork!.Failure ??= failure;
                    NextBranch(waiting);
                    return;
                }

                BeginStep();
                failure = CalledFrom(failure, waiting);
            }

            if (isCatchable && TryHandle(failure)) return;
        }
    }

    /// <summary>Goes on with the handler of the waiting method at the top, if it has one.</summary>
    private bool TryHandle(Failure failure)
    {
        var waiting = _top!;
        if (waiting.Method.Method.Blocks[waiting.Block].Handler is null) return false;
        ObjectResult = new FailureValue(failure);
        _entry = Entry.Failure(waiting.Block);
        if (_state is null)
        {
            _state = Open(waiting.Home!, AccessFrom(waiting, _entry));
            Touch(waiting.Home!);
        }

        return true;
    }

    /// <summary>Undoes the step that fails, and the transaction that fails with it. A script keeps what it did.</summary>
    private Failure Abandon(Frame dead, Failure failure)
    {
        if (dead.Kind == FrameKind.Create && CalledAt(dead) is var calledAt && failure.Span != calledAt)
            failure = failure.CalledFrom(CreationSite(dead.Home!, calledAt));
        if (script is not null) return failure;
        RollBack(_stepMark);
        if (dead.IsTransaction)
        {
            RollBack(dead.Mark);
            EndTransaction();
        }

        return failure;
    }

    private Failure CalledFrom(Failure failure, Frame waiting) => waiting.Method.IsMember ? failure.CalledFrom(Site(waiting)) : failure;

    private CallSite Site(Frame frame) => MemberSite(frame.Home!, frame.Method.Method, CalledAt(frame));

    private static CallSite MemberSite(EntityInstance home, Method method, SourceSpan calledAt) => new($"{home.Reference}.{method.ShortName}", calledAt);

    private static CallSite CreationSite(EntityInstance home, SourceSpan calledAt) => new($"the creation of {home.Reference}", calledAt);

    /// <summary>Where a method was called.</summary>
    private SourceSpan CalledAt(Frame frame)
    {
        if (frame.Below is not { } caller) return _context?.CalledAt ?? SourceSpan.None;
        return caller.Method.Method.Blocks[caller.Block].Terminator is ForkTerminator fork
            ? fork.Branches[frame.Branch].Call.Span
            : CallSpan(caller);
    }

    private static SourceSpan CallSpan(Frame waiting) => ((CallTerminator)waiting.Method.Method.Blocks[waiting.Block].Terminator).Call.Span;

    /// <summary>Ends a step that has not failed, unless an invariant says that it has.</summary>
    private Failure? EndStep()
    {
        if (_transactions > 0) return null;
        if (IsWritten(_stepMark) && BrokenInvariant(_state!) is { } failure) return failure;
        if (!KeepsUndo) ForgetUndo(_stepMark.Undo);
        return null;
    }

    private Failure? BrokenInvariant(EntityInstance state)
    {
        if (!state.Operator.HasInvariants) return null;
        try
        {
            if (state.Operator.Invariants(this, state)) return null;
            foreach (var invariant in state.Operator.Operator.Invariants)
            {
                if (!((BoolValue)program.Method(invariant.Method).Boxed(this, state, [])).Value)
                    return FailureOf($"invariant `{invariant.Text}` of {state.Reference} does not hold", invariant.Span);
            }

            return null;
        }
        catch (FailureException exception)
        {
            return exception.Failure;
        }
    }

    /// <summary>Ends a transaction; of the outermost, the invariants of all that it touched are checked.</summary>
    /// <returns>What forbids it.</returns>
    private Failure? Commit(Frame transaction)
    {
        if (_transactions == 1)
        {
            var (active, state) = (_stepFrames, _state);
            _stepFrames = 0;
            for (var i = transaction.Mark.Touched; i < _touched.Count; i++)
            {
                _state = Current(_touched[i]);
                if (!_state.Exists || BrokenInvariant(_state) is not { } failure) continue;
                (_stepFrames, _state) = (active, state);
                return failure.CalledFrom(Site(transaction));
            }

            (_stepFrames, _state) = (active, state);
        }

        transaction.IsTransaction = false;
        EndTransaction();
        return null;
    }

    private void EndTransaction()
    {
        if (--_transactions > 0) return;
        if (!KeepsUndo) ForgetUndo(0);
        _touched.Clear();
    }
}
