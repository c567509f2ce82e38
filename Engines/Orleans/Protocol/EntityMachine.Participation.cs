using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Protocol;

/// <content>An entity's part in transactions: their steps, and what their coordinators ask.</content>
internal sealed partial class EntityMachine
{
    private readonly RecentIds _ended = new(capacity: 256);

    /// <summary>What the answers to the pending forks of transactions carried.</summary>
    private readonly Dictionary<string, PendingFork> _forks = [];

    /// <summary>The branches of forks that must not overlap, because transactions nested in them are undone one by one.</summary>
    private readonly Dictionary<string, Queue<CallEvent>> _heldBranches = [];

    private void ReceiveStep(Message message)
    {
        var progress = ProgressOf(message);
        var attempt = progress.Attempt;
        var holder = _lock.Find(attempt);
        var isLost = holder is null && (message is AnswerMessage || progress.Touched.Any(touch => touch.Entity == _self));
        if (_ended.Contains(attempt.Id) || isLost)
        {
            // The lock is lost: by a crash, or because the coordinator has given the attempt up and does not know all participants.
            _outlet.Send(new WoundMessage(attempt.Coordinator, attempt, [.. progress.Touched.Select(touch => touch.Entity)]) { Version = message.Version }, Revision);
            return;
        }

        var isExclusive = IsExclusive(attempt, message.Version!);
        if (holder is not null || _lock.Admits(isExclusive))
        {
            ExecuteStep(message);
            return;
        }

        _lock.Enqueue(message, isExclusive, attempt.Age);
        foreach (var younger in _lock.Holders.Where(other => (other.IsExclusive || isExclusive) && IsOlder(attempt, other.Attempt) && other is { IsWounded: false, IsPrepared: false }))
        {
            younger.IsWounded = true;
            Wound(younger);
        }
    }

    private void Wound(Participation holder) => _outlet.Send(
        new WoundMessage(holder.Attempt.Coordinator, holder.Attempt, [_self, .. holder.Touched.Select(touch => touch.Entity)]) { Version = holder.Version }, Revision);

    private void ExecuteStep(Message message)
    {
        var progress = ProgressOf(message);
        var program = message.Version!;
        var holder = _lock.Find(progress.Attempt) ?? Lock(progress.Attempt, program);

        // After the promise come only repetitions, of which a holder that was stored knows nothing.
        if (holder.IsPrepared || !holder.IsNew(message is AnswerMessage { Answered: var answered } ? AnswerId(answered) : ((CallMessage)message).Event.Id)) return;
        holder.Undo(progress.Undone);
        Event @event = message is CallMessage call ? Nested(call.Event, program) : ((AnswerMessage)message).Event;
        if (@event is ResumeEvent { Waiting: JoinContinuation { Join: var join } } && !_forks.ContainsKey(join)) return;
        holder.Enter(@event.Scope);
        var result = Step(holder, @event, program);
        holder.State = result.State;
        var path = message is AnswerMessage answer ? Gather(answer, ref progress) : ((CallMessage)message).Path;
        progress = Touching(holder, progress);
        if (path is not null) Continue(holder, result, path.Printed(result.Output), progress);
    }

    private bool IsExclusive(TransactionAttempt attempt, ProgramVersion program) => program.Reach.WrittenBy(attempt.Method).Contains(_self.Entity);

    private Participation Lock(TransactionAttempt attempt, ProgramVersion program)
    {
        var holder = new Participation(attempt, program, _environment.NewId(), IsExclusive(attempt, program), _record.State, _environment.Now());
        _lock.Add(holder);
        return holder;
    }

    /// <summary>A call within a transaction; one of a transactional method begins a nested transaction.</summary>
    private static CallEvent Nested(CallEvent call, ProgramVersion program)
    {
        if (call.Scope!.Id == call.Id || !program.Reach.IsTransactional(call)) return call;
        var scope = new TransactionScope(call.Id, call.Scope);
        return call with { Scope = scope, Caller = new TransactionContinuation(scope, call.Caller) };
    }

    /// <summary>As outside of transactions, but nothing of it is stored, and what is known of the transaction adds up.</summary>
    private CallPath? Gather(AnswerMessage answer, ref TransactionProgress progress)
    {
        if (answer.Event.Waiting is not JoinContinuation branch) return answer.Path.Printed(answer.Output);
        var fork = _forks[branch.Join];
        progress = progress with
        {
            Touched = Merge(fork.Transaction!.Touched, progress.Touched),
            Undone = [.. fork.Transaction.Undone.Union(progress.Undone)],
        };
        fork = fork with { Outputs = fork.Outputs.SetItem(branch.Branch, answer.Output), Transaction = progress };
        if (_lock.Find(progress.Attempt)!.State!.Joins.ContainsKey(branch.Join))
        {
            _forks[branch.Join] = fork;
            if (_heldBranches.TryGetValue(branch.Join, out var held) && held.TryDequeue(out var next)) SendWithin(next, answer.Version!, fork.Path, progress);
            return null;
        }

        _forks.Remove(branch.Join);
        _heldBranches.Remove(branch.Join);
        return fork.Outputs.Aggregate(fork.Path, (path, output) => path.Printed(output));
    }

    private void Continue(Participation holder, StepResult result, CallPath path, TransactionProgress progress)
    {
        if (result.Outgoing is [var end and not CallEvent])
        {
            while (end is CompletionEvent completion)
            {
                if (completion.Completed.Parent is null)
                {
                    Finish(progress, completion.Answer, path.Output);
                    return;
                }

                if (completion.Answer is FailureAnswer)
                {
                    progress = progress with { Undone = progress.Undone.Add(completion.Completed.Id) };
                    holder.Undo(progress.Undone);
                    progress = Touching(holder, progress);
                    path = path with { Output = [] };
                }

                end = StepExecution.Reply(completion.Id.Derive(0), completion.Source, completion.Completed.Parent, completion.Waiting, completion.Answer);
            }

            SendAnswer(end, holder.Version, path, progress);
            return;
        }

        var calls = result.Outgoing.Cast<CallEvent>().ToImmutableArray();
        if (calls[0].Caller is JoinContinuation { Join: var join })
        {
            _forks.Add(join, PendingForks.Of(path, calls.Length, progress) with { Version = holder.Version });
            if (calls.Any(call => call is InvokeEvent invoke && holder.Version.Reach.MayBeTransactional(invoke.Method)))
            {
                _heldBranches.Add(join, new Queue<CallEvent>(calls.Skip(1)));
                calls = [calls[0]];
            }
        }

        foreach (var call in calls) SendWithin(call, holder.Version, path, progress);
    }

    private void SendWithin(CallEvent call, ProgramVersion program, CallPath path, TransactionProgress progress) =>
        _outlet.Send(new CallMessage(call, new CallPath(call.Id, [], path), progress) { Version = program }, Revision);

    /// <summary>What is known of the transaction after a step here.</summary>
    private TransactionProgress Touching(Participation holder, TransactionProgress progress)
    {
        progress = progress with { Touched = Merge(progress.Touched, [new Touch(_self, holder.Id, FirstBrokenInvariant(holder.State, holder.Version))]) };
        holder.Touched = progress.Touched;
        return progress;
    }

    /// <summary>Earlier entities keep their places; what is known later of them counts.</summary>
    private static ImmutableArray<Touch> Merge(ImmutableArray<Touch> earlier, ImmutableArray<Touch> later)
    {
        foreach (var touch in later)
        {
            var index = -1;
            for (var i = 0; i < earlier.Length && index < 0; i++)
            {
                if (earlier[i].Entity == touch.Entity && earlier[i].Lock == touch.Lock) index = i;
            }

            if (index < 0) earlier = earlier.Add(touch);
            else if (!Equals(earlier[index].BrokenInvariant, touch.BrokenInvariant)) earlier = earlier.SetItem(index, touch);
        }

        return earlier;
    }

    private void Prepare(PrepareMessage message)
    {
        var holder = _lock.Find(message.Attempt);
        if (holder is null || holder.Id != message.Lock)
        {
            Vote(canCommit: false, null);
            return;
        }

        holder.Undo(message.Undone);
        var broken = FirstBrokenInvariant(holder.State, holder.Version);
        if (broken is null && !holder.IsPrepared)
        {
            holder.IsPrepared = true;
            if (_options.IsDurable && holder.IsExclusive) Change(_record with { Prepared = new PreparedTransaction(holder.Attempt, holder.Id, holder.State) { Version = holder.Version } });
        }

        Vote(canCommit: true, broken);

        void Vote(bool canCommit, Failure? brokenInvariant) =>
            _outlet.Send(new VoteMessage(message.Attempt.Coordinator, message.Attempt, _self, canCommit, brokenInvariant) { Version = message.Version }, Revision);
    }

    private void Commit(CommitMessage message)
    {
        var attempt = message.Attempt;
        if (_lock.Find(attempt) is { } holder)
        {
            if (holder.Id == message.Lock) TakeOver(holder);
            else Drop(attempt);
        }

        if (_options.IsDurable) _outlet.Send(new CommittedMessage(attempt.Coordinator, attempt, _self) { Version = message.Version }, Revision);
    }

    /// <summary>What the attempt did counts from now on.</summary>
    private void TakeOver(Participation holder)
    {
        _lock.Remove(holder);
        _ended.Add(holder.Attempt.Id);
        if (!holder.IsExclusive) return;
        Change(_record with { State = holder.State, Prepared = null });
    }

    /// <summary>Nothing of what the attempt did has ever been.</summary>
    private void Drop(TransactionAttempt attempt)
    {
        _ended.Add(attempt.Id);
        _lock.Dismiss(attempt);
        if (_lock.Find(attempt) is { } holder) _lock.Remove(holder);
        if (_record.Prepared?.Attempt.Id == attempt.Id) Change(_record with { Prepared = null });
    }

    private void InquireWhatIsLate(long now)
    {
        foreach (var holder in _lock.Holders)
        {
            if (now - holder.Since < _options.RepeatAfter.Ticks) continue;
            holder.Since = now;
            if (holder.IsWounded) Wound(holder);
            _outlet.Send(new InquiryMessage(holder.Attempt.Coordinator, holder.Attempt, _self, holder.Id) { Version = holder.Version }, Revision);
        }
    }

    private static TransactionProgress ProgressOf(Message message) => message switch
    {
        CallMessage { Transaction: { } progress } => progress,
        AnswerMessage { Transaction: { } progress } => progress,
        _ => throw new ArgumentException($"{message.GetType().Name} is no step of a transaction", nameof(message)),
    };

    private static bool IsOlder(TransactionAttempt one, TransactionAttempt other) =>
        (one.Age, one.Id.High, one.Id.Low).CompareTo((other.Age, other.Id.High, other.Id.Low)) < 0;
}
