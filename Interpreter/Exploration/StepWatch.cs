using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Writes down what one delivery touches, reads, writes, prints and breaks.</summary>
internal sealed class StepWatch(Stepper stepper, TransitionBuilder builder, IRunObserver? observer) : IRunObserver
{
    /// <summary>The name that stands for the script among the calls under way.</summary>
    public const string ScriptCall = "";

    private readonly EntityStore _store = builder.Configuration.Run.Store;
    private readonly bool _wasInTransaction = !builder.Configuration.Run.Transactions.IsEmpty;
    private TransitionBuilder _builder = builder;
    private StaleReads _reads = builder.Configuration.Reads;
    private ImmutableHashSet<BrokenInvariant> _broken = builder.Configuration.Invariants;
    private UInt128 _output = builder.Configuration.Output;

    public void Print(string text)
    {
        _output = FingerprintWriter.Append(_output, text);
        _builder = _builder with { Prints = true };
    }

    public TransitionBuilder Result(RunState run) => _builder with
    {
        Configuration = _builder.Configuration with { Run = run, Reads = _reads, Output = _output, Invariants = _broken },
    };

    public void Handled(Event @event, EntityState? before, IReadOnlyList<VisitedBlock> path, StepResult result)
    {
        observer?.Handled(@event, before, path, result);
        if (@event is InvokeEvent { Caller: TransactionContinuation }) _builder = _builder with { ReadsBefore = _builder.ReadsBefore.Push(_reads) };
        _builder = _builder with { Touched = _builder.Touched.Add(@event.Target), OnlyKept = Kept(@event, before) };
        if (@event.Scope is null) Send(result.Outgoing);

        var root = CallRoot.Of(@event, _store);
        if (@event.Target == Scheduler.Script)
        {
            if (root is not null) _reads = _reads.End(root.Id);
            _builder = _builder with { Awaited = Awaited(before!, path, result.State!) };
            return;
        }

        var call = root?.Id ?? ScriptCall;
        if (result.State is { } after) WatchFields(call, @event.Target, before, after, path);
        WatchInvariants(@event, result.Outgoing);
    }

    public void Ended(CompletionEvent completion, bool isUndone, EntityStore before, EntityStore after, Event reply)
    {
        observer?.Ended(completion, isUndone, before, after, reply);
        var outer = _builder.ReadsBefore.Pop(out var readsBefore);
        _builder = _builder with { ReadsBefore = outer, OnlyKept = null };
        if (isUndone) _reads = readsBefore;
        if (completion.Completed.Parent is null) Send([reply]);
        if (isUndone && completion.Answer is ResultAnswer) WatchInvariants(completion, [reply]);
    }

    public void Answered(AnswerEvent answer)
    {
        observer?.Answered(answer);
        _builder = _builder with { Touched = _builder.Touched.Add(Scheduler.Script), Stops = answer.Answer is FailureAnswer, OnlyKept = null };
    }

    private void Send(ImmutableArray<Event> events) => _builder = _builder with { Sent = _builder.Sent.AddRange(events.Select(Channel.Of)) };

    /// <summary>The started call whose answer the script only keeps, since it does not wait for it now.</summary>
    private CallHandle? Kept(Event @event, EntityState? before) =>
        !_wasInTransaction && @event is ResumeEvent { Waiting: StartedContinuation { Handle: var handle } } && before!.StartedCalls[handle].Waiting is null ? handle : null;

    /// <summary>If the script has passed a wait, it may have been for any call that is answered; where it stops is for sure.</summary>
    private static ImmutableHashSet<CallHandle> Awaited(EntityState before, IReadOnlyList<VisitedBlock> path, EntityState after)
    {
        var waiting = after.StartedCalls.Where(call => call.Value.Waiting is not null).Select(call => call.Key).ToImmutableHashSet();
        var waits = path.Count(visit => visit.Block.Terminator is CallTerminator { Call: WaitCall });
        return waits > waiting.Count || path.Count >= Evaluation.Limits.PathLength
            ? waiting.Union(before.StartedCalls.Where(call => call.Value.Answer is not null).Select(call => call.Key))
            : waiting;
    }

    private void WatchFields(string call, EntityReference entity, EntityState? before, EntityState after, IReadOnlyList<VisitedBlock> path)
    {
        var read = new HashSet<int>();
        foreach (var visit in path)
        {
            foreach (var (field, span) in stepper.FieldsOf(visit.Block).Reads)
            {
                if (read.Add(field)) _reads = ReadIfMutable(call, entity, field, new CodePlace(visit.Method.Name, span));
            }
        }

        var hasFailed = ReferenceEquals(before, after);
        for (var field = 0; field < after.Fields.Length; field++)
        {
            if (before is null || FindWrite(path, field) is not var (at, write)) continue;
            var isWritten = !Equals(before.Fields[field], after.Fields[field]) || (write.IsCertain && !hasFailed);
            if (!isWritten) continue;
            _reads = _reads.Write(call, new FieldPlace(entity, field), at, isBlind: !write.IsConstant && !read.Contains(field));
            _builder = _builder with { Written = _builder.Written.Add(entity) };
        }
    }

    private StaleReads ReadIfMutable(string call, EntityReference entity, int field, CodePlace at) =>
        stepper.Program.Operator(entity.Entity).Fields[field].IsMutable ? _reads.Read(call, new FieldPlace(entity, field), at) : _reads;

    private (CodePlace At, FieldWrite Write)? FindWrite(IReadOnlyList<VisitedBlock> path, int field)
    {
        foreach (var visit in path)
        {
            if (stepper.FieldsOf(visit.Block).Writes.TryGetValue(field, out var write)) return (new CodePlace(visit.Method.Name, write.Span), write);
        }

        return null;
    }

    private void WatchInvariants(Event cause, ImmutableArray<Event> outgoing)
    {
        if (cause is ResumeEvent { Answer: FailureAnswer }) return;
        foreach (var sent in outgoing)
        {
            if (Failure(sent) is not { } failure) continue;
            foreach (var op in stepper.Program.Operators)
            {
                if (op.Invariants.Any(invariant => invariant.Span == failure.Span)) _broken = _broken.Add(new BrokenInvariant(cause.Target, failure.Span, failure.Message));
            }
        }
    }

    private static Failure? Failure(Event @event) => @event switch
    {
        ResumeEvent { Answer: FailureAnswer { Failure: var failure } } => failure,
        CompletionEvent { Answer: FailureAnswer { Failure: var failure } } => failure,
        _ => null,
    };
}
