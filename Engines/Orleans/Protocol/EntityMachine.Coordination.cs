using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Protocol;

/// <content>The transactions of which the entity is the coordinator: two-phase commit with presumed abort.</content>
internal sealed partial class EntityMachine
{
    /// <summary>The undecided transactions, by the ids of their calls.</summary>
    private readonly Dictionary<EventId, CoordinatedTransaction> _coordinated = [];

    /// <summary>The attempts under way, by their ids.</summary>
    private readonly Dictionary<EventId, CoordinatedTransaction> _attempts = [];

    /// <summary>Attempts that were committed, where nothing is stored that says so.</summary>
    private readonly RecentIds _committed = new(capacity: 4096);

    private void Receive(AttemptMessage message)
    {
        switch (message)
        {
            case PrepareMessage prepare:
                Prepare(prepare);
                break;
            case CommitMessage commit:
                Commit(commit);
                break;
            case AbortMessage:
                Drop(message.Attempt);
                break;
            case VoteMessage vote:
                Count(vote);
                break;
            case CommittedMessage committed:
                Confirm(committed);
                break;
            case WoundMessage wound:
                GiveUp(wound);
                break;
            case InquiryMessage inquiry when !_attempts.ContainsKey(inquiry.Attempt.Id):
                TellEnd(inquiry);
                break;
        }
    }

    private void Begin(CallMessage request)
    {
        var transaction = new CoordinatedTransaction(request, NextAge());
        _coordinated.Add(request.Event.Id, transaction);
        StartAttempt(transaction);
    }

    private void StartAttempt(CoordinatedTransaction transaction)
    {
        var invoke = (InvokeEvent)transaction.Request.Event;
        var attempt = new TransactionAttempt(_environment.NewId(), _self, invoke.Method, transaction.Age);
        (transaction.Attempt, transaction.Since, transaction.Commit) = (attempt, _environment.Now(), null);
        _attempts.Add(attempt.Id, transaction);
        var scope = new TransactionScope(attempt.Id, Parent: null);
        var start = invoke with { Id = attempt.Id, Scope = scope, Caller = new TransactionContinuation(scope, new ClientContinuation(invoke.Caller.Depth)) };
        ReceiveStep(new CallMessage(start, new CallPath(attempt.Id, [], null), new TransactionProgress(attempt, [], [])) { Version = transaction.Version });
    }

    /// <summary>Decides about a transaction that has been executed, or asks its participants first.</summary>
    private void Finish(TransactionProgress progress, Answer answer, ImmutableArray<string> output)
    {
        if (!_attempts.TryGetValue(progress.Attempt.Id, out var transaction) || transaction.Commit is not null) return;
        var participants = progress.Touched.Select(touch => touch.Entity);
        if (answer is FailureAnswer)
        {
            End(transaction, new Reply(answer, []), participants);
            return;
        }

        if (participants.Distinct().Count() < progress.Touched.Length)
        {
            // A participant has lost its lock and been given another one: what it did under the first is not in its state.
            Repeat(transaction, participants);
            return;
        }

        var commit = transaction.Commit = new PendingCommit(new Reply(answer, output), progress.Touched, progress.Undone);
        if (progress.Touched.Length == 1 || (!_options.IsDurable && progress.Undone.IsEmpty))
        {
            // The locks are all held, and which invariants hold came with the answers.
            foreach (var touch in progress.Touched) commit.Votes.Add(touch.Entity, touch.BrokenInvariant);
            Decide(transaction);
            return;
        }

        var own = _lock.Find(transaction.Attempt)!;
        own.Undo(progress.Undone);
        commit.Votes.Add(_self, FirstBrokenInvariant(own.State, own.Version));
        transaction.Since = _environment.Now();
        AskForVotes(transaction);
    }

    private void AskForVotes(CoordinatedTransaction transaction)
    {
        var commit = transaction.Commit!;
        foreach (var touch in commit.Touched.Where(touch => !commit.Votes.ContainsKey(touch.Entity)))
            _outlet.Send(new PrepareMessage(touch.Entity, transaction.Attempt, touch.Lock, commit.Undone) { Version = transaction.Version }, Revision);
    }

    private void Count(VoteMessage vote)
    {
        if (!_attempts.TryGetValue(vote.Attempt.Id, out var transaction) || transaction.Commit is not { } commit) return;
        if (!vote.CanCommit)
        {
            Repeat(transaction, commit.Participants);
            return;
        }

        commit.Votes[vote.Voter] = vote.BrokenInvariant;
        if (commit.Votes.Count == commit.Touched.Length) Decide(transaction);
    }

    private void Decide(CoordinatedTransaction transaction)
    {
        var commit = transaction.Commit!;
        var broken = commit.Participants.Select(participant => commit.Votes[participant]).FirstOrDefault(failure => failure is not null);
        if (broken is not null)
        {
            var invoke = (InvokeEvent)transaction.Request.Event;
            var call = new CallSite($"{_self}.{transaction.Version.Program.Method(invoke.Method).ShortName}", invoke.CalledAt);
            End(transaction, new Reply(new FailureAnswer(broken.CalledFrom(call)), []), commit.Participants);
            return;
        }

        var attempt = transaction.Attempt;
        ImmutableArray<Participant> others = [.. commit.Touched.Where(touch => touch.Entity != _self).Select(touch => new Participant(touch.Entity, touch.Lock))];
        TakeOver(_lock.Find(attempt)!);
        _committed.Add(attempt.Id);
        if (_options.IsDurable && !others.IsEmpty) Change(_record with { Committing = _record.Committing.Add(attempt.Id, new CommittedTransaction(attempt, others) { Version = transaction.Version }) });
        Close(transaction, commit.Reply);
        foreach (var other in others) _outlet.Send(new CommitMessage(other.Entity, attempt, other.Lock) { Version = transaction.Version }, Revision);
    }

    /// <summary>Ends a transaction that has failed: nothing of it remains but the answer.</summary>
    private void End(CoordinatedTransaction transaction, Reply failure, IEnumerable<EntityReference> participants)
    {
        AbortAt(transaction.Attempt, transaction.Version, participants);
        Close(transaction, failure);
    }

    private void Close(CoordinatedTransaction transaction, Reply reply)
    {
        var request = transaction.Request;
        _attempts.Remove(transaction.Attempt.Id);
        _coordinated.Remove(request.Event.Id);
        Change(_record with { Calls = _record.Calls.SetItem(request.Event.Id, new ReceivedCall(reply, _environment.Now()) { Version = transaction.Version }) });
        Answer(request, reply);
    }

    /// <summary>Gives an attempt up and begins another one, which is as old, so that it will be the oldest at some time.</summary>
    private void Repeat(CoordinatedTransaction transaction, IEnumerable<EntityReference> participants)
    {
        _attempts.Remove(transaction.Attempt.Id);
        AbortAt(transaction.Attempt, transaction.Version, participants);
        StartAttempt(transaction);
    }

    private void AbortAt(TransactionAttempt attempt, ProgramVersion program, IEnumerable<EntityReference> participants)
    {
        Drop(attempt);
        foreach (var participant in participants.Where(participant => participant != _self)) _outlet.Send(new AbortMessage(participant, attempt) { Version = program }, Revision);
    }

    private void GiveUp(WoundMessage wound)
    {
        if (!_attempts.TryGetValue(wound.Attempt.Id, out var transaction))
        {
            if (!IsCommitted(wound.Attempt)) AbortAt(wound.Attempt, wound.Version!, wound.Touched);
        }
        else if (transaction.Commit is null)
        {
            Repeat(transaction, wound.Touched.Union(_lock.Find(wound.Attempt)?.Touched.Select(touch => touch.Entity) ?? []));
        }
    }

    /// <summary>Tells a participant how an attempt has ended; one that is not known has not been committed.</summary>
    private void TellEnd(InquiryMessage inquiry)
    {
        var isPart = _options.IsDurable
            ? _record.Committing.GetValueOrDefault(inquiry.Attempt.Id)?.Unconfirmed.Contains(new Participant(inquiry.Participant, inquiry.Lock)) ?? false
            : _committed.Contains(inquiry.Attempt.Id);
        AttemptMessage end = isPart ? new CommitMessage(inquiry.Participant, inquiry.Attempt, inquiry.Lock) : new AbortMessage(inquiry.Participant, inquiry.Attempt);
        _outlet.Send(end with { Version = inquiry.Version }, Revision);
    }

    private bool IsCommitted(TransactionAttempt attempt) => _committed.Contains(attempt.Id) || _record.Committing.ContainsKey(attempt.Id);

    private void Confirm(CommittedMessage message)
    {
        if (!_record.Committing.TryGetValue(message.Attempt.Id, out var committed)) return;
        var unconfirmed = committed.Unconfirmed.RemoveAll(participant => participant.Entity == message.Participant);
        Change(_record with
        {
            Committing = unconfirmed.IsEmpty
                ? _record.Committing.Remove(message.Attempt.Id)
                : _record.Committing.SetItem(message.Attempt.Id, committed with { Unconfirmed = unconfirmed }),
        });
    }

    private void TickTransactions(long now)
    {
        foreach (var transaction in _coordinated.Values.ToArray())
        {
            if (transaction.Commit is null && now - transaction.Since >= _options.AttemptTimeout.Ticks)
            {
                Repeat(transaction, _lock.Find(transaction.Attempt)?.Touched.Select(touch => touch.Entity).ToArray() ?? []);
            }
            else if (transaction.Commit is not null && now - transaction.Since >= _options.RepeatAfter.Ticks)
            {
                transaction.Since = now;
                AskForVotes(transaction);
            }
        }

        foreach (var committed in _record.Committing.Values)
        {
            foreach (var participant in committed.Unconfirmed) _outlet.Send(new CommitMessage(participant.Entity, committed.Attempt, participant.Lock) { Version = committed.Version ?? Version }, Revision);
        }

        InquireWhatIsLate(now);
    }
}
