using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Protocol;

/// <summary>One entity of a cluster: executes the messages that it is given, in a way that survives their loss and repetition.</summary>
/// <remarks>
/// It knows of no network, no store and no clock but what it is given, so that tests can try every order of messages, losses and
/// crashes. The rules that make effects happen once:
/// <list type="bullet">
/// <item>A call has one id, which its repetitions share. A call that may have effects is recorded together with them.</item>
/// <item>A call that may have effects is sent only when it is recorded that it was, and is repeated until it is answered.</item>
/// <item>Only the first answer to a call that the entity waits for is taken.</item>
/// <item>What depends on a state leaves only when that state is stored.</item>
/// </list>
/// Calls without any effect are not recorded: whoever waits for one asks again, and one that waits across a crash is dropped.
/// </remarks>
internal sealed partial class EntityMachine
{
    private readonly EntityReference _self;
    private readonly MachineOptions _options;
    private readonly MachineEnvironment _environment;
    private readonly IOutlet _outlet;
    private readonly EntityLock _lock = new();
    private readonly Dictionary<EventId, SentCall> _sent = [];

    /// <summary>Calls that wait for others and have left no trace in the record, as none does that is not stored: by their ids, whether they may have effects.</summary>
    private readonly Dictionary<EventId, bool> _unrecorded = [];

    private EntityRecord _record;
    private long _lastAge;

    public EntityMachine(EntityReference self, ProgramVersion version, EntityRecord record, MachineOptions options, MachineEnvironment environment, IOutlet outlet)
    {
        (_self, Version, _record, _options, _environment, _outlet) = (self, version, record, options, environment, outlet);
        foreach (var (id, call) in record.Outbox) _sent.Add(id, new SentCall(call, IsRecorded: true, SentAt: 0, Repetitions: 1));
        if (record.Prepared is { } prepared)
            _lock.Add(new Participation(prepared.Attempt, prepared.Version ?? version, prepared.Lock, isExclusive: true, prepared.State, since: 0) { IsPrepared = true });
    }

    /// <summary>What is to be stored.</summary>
    public EntityRecord Record => _record;

    /// <summary>Grows whenever the record changes in a way that something to be sent may depend on.</summary>
    public long Revision { get; private set; }

    /// <summary>Whether nothing would be lost if the machine were thrown away once its record is stored.</summary>
    public bool IsIdle => _sent.Count == 0 && _unrecorded.Count == 0 && _coordinated.Count == 0 && _record.Committing.IsEmpty && _lock.IsFree;

    /// <summary>What it waits for, for those who look after a cluster.</summary>
    public string Waiting() =>
        $"{_sent.Count} calls of its own are not answered ({string.Join(", ", _sent.Values.Take(3).Select(call => call.Message.Target))}), "
        + $"{_coordinated.Count} transactions of its own are not decided ({_coordinated.Values.Count(transaction => transaction.Commit is not null)} wait for votes), "
        + $"it is locked by {_lock.Holders.Count} ({string.Join(", ", _lock.Holders.Select(holder => $"{holder.Attempt.Coordinator}{(holder.IsPrepared ? ", prepared" : "")}{(holder.IsWounded ? ", wounded" : "")}"))}), and {_lock.QueueLength} messages wait for that";

    /// <summary>Takes a message of another entity, or a client's request.</summary>
    public void Receive(Message message)
    {
        if (message.Version is null) message = message with { Version = Version };
        switch (message)
        {
            case CallMessage { Transaction: null } call:
                ReceiveCall(call);
                break;
            case AnswerMessage { Transaction: null } answer:
                ReceiveAnswer(answer);
                break;
            case CallMessage or AnswerMessage:
                ReceiveStep(message);
                break;
            case ProbeMessage probe when !IsUnderWay(probe.Call):
                _outlet.Send(new MissingMessage(probe.Caller, probe.Call) { Version = probe.Version }, Revision);
                break;
            case MissingMessage missing when _sent.TryGetValue(missing.Call, out var lost):
                _sent[missing.Call] = lost with { Repetitions = lost.Repetitions + 1 };
                _outlet.Send(lost.Message, Revision);
                break;
            case AttemptMessage about:
                Receive(about);
                break;
        }

        while (_lock.TakeNext() is { } waiting) Execute(waiting);
    }

    /// <summary>Forgets the answer to a call that will not be repeated.</summary>
    public void Forget(EventId call)
    {
        if (_record.Calls.GetValueOrDefault(call) is { Reply: not null }) _record = _record with { Calls = _record.Calls.Remove(call) };
    }

    /// <summary>Does what is due: repeats, asks, gives up, forgets. To be called now and then.</summary>
    public void Tick()
    {
        var now = _environment.Now();
        foreach (var (id, call) in _sent.ToArray())
        {
            if (now - call.SentAt < _options.RepeatAfter.Ticks << Math.Min(call.Repetitions, MaxDoublings)) continue;
            _sent[id] = call with { SentAt = now, Repetitions = call.Repetitions + 1 };
            _outlet.Send(new ProbeMessage(call.Message.Target, id, _self) { Version = call.Message.Version }, Revision);
        }

        TickTransactions(now);
        var outdated = _record.Calls.Where(call => call.Value.Reply is not null && now - call.Value.At > _options.Retention.Ticks).Select(call => call.Key).ToArray();
        if (outdated.Length > 0) _record = _record with { Calls = _record.Calls.RemoveRange(outdated) };
        while (_lock.TakeNext() is { } waiting) Execute(waiting);
    }

    private const int MaxDoublings = 2;

    private void Execute(Message message)
    {
        switch (message)
        {
            case CallMessage { Transaction: null } call:
                Execute(call);
                break;
            case AnswerMessage { Transaction: null } answer:
                Execute(answer);
                break;
            default:
                ExecuteStep(message);
                break;
        }
    }

    private void ReceiveCall(CallMessage call)
    {
        if (IsKnown(call)) return;
        var hasEffects = call.Version!.Reach.HasEffects(call.Event);
        if (call.Version!.Reach.IsTransactional(call.Event)) Begin(call);
        else if (_lock.Admits(hasEffects)) Execute(call);
        else _lock.Enqueue(call, hasEffects, NextAge());
    }

    /// <summary>Whether a call has been received before; if it has been answered, it is again.</summary>
    private bool IsKnown(CallMessage call)
    {
        var id = call.Event.Id;
        if (!_record.Calls.TryGetValue(id, out var received)) return _unrecorded.ContainsKey(id) || _coordinated.ContainsKey(id);
        if (received.Reply is { } reply) Answer(call, reply);
        return true;
    }

    /// <summary>Whether a call has been received and will be answered without being received again.</summary>
    private bool IsUnderWay(EventId call) =>
        _record.Calls.GetValueOrDefault(call) is { Reply: null } || _unrecorded.ContainsKey(call) || _coordinated.ContainsKey(call);

    private void Execute(CallMessage call)
    {
        if (IsKnown(call)) return;
        var program = call.Version!;
        var result = Step(holder: null, call.Event, program);
        Complete(result, program, call.Path.Printed(result.Output), program.Reach.HasEffects(call.Event));
    }

    private void ReceiveAnswer(AnswerMessage answer)
    {
        if (!_sent.ContainsKey(answer.Answered)) return;
        var isExclusive = _unrecorded.GetValueOrDefault(answer.Path.Call, true);
        if (_lock.Admits(isExclusive)) Execute(answer);
        else _lock.Enqueue(answer, isExclusive, NextAge());
    }

    private void Execute(AnswerMessage answer)
    {
        if (!_sent.Remove(answer.Answered, out var call)) return;
        if (call.IsRecorded) Change(_record with { Outbox = _record.Outbox.Remove(answer.Answered) });
        var program = answer.Version!;
        if (!IsAbandoned(answer))
        {
            var result = Step(holder: null, answer.Event, program);
            if (Gather(answer, result) is { } path) Complete(result, program, path.Printed(result.Output), _unrecorded.GetValueOrDefault(path.Call, true));
            else Change(_record with { State = result.State });
        }

        if (call.Repetitions == 0 && (call.Message.Version ?? Version).Reach.IsRemembered(call.Message.Event)) _outlet.Acknowledge(call.Message.Target, answer.Answered, Revision);
    }

    /// <summary>Whether an answer is for a fork that has failed as a whole.</summary>
    private bool IsAbandoned(AnswerMessage answer) => answer.Event.Waiting is JoinContinuation branch && !_record.Forks.ContainsKey(branch.Join);

    /// <summary>The path of the method that goes on, with what was printed on its behalf; null if it waits for further answers.</summary>
    private CallPath? Gather(AnswerMessage answer, StepResult result)
    {
        if (answer.Event.Waiting is not JoinContinuation branch) return answer.Path.Printed(answer.Output);
        var fork = _record.Forks[branch.Join];
        fork = fork with { Outputs = fork.Outputs.SetItem(branch.Branch, answer.Output) };
        var isPending = result.State?.Joins.ContainsKey(branch.Join) ?? false;
        _record = _record with { Forks = isPending ? _record.Forks.SetItem(branch.Join, fork) : _record.Forks.Remove(branch.Join) };
        return isPending ? null : fork.Outputs.Aggregate(fork.Path, (path, output) => path.Printed(output));
    }

    /// <summary>Takes over the effects of a step outside of transactions, and sends what it sends.</summary>
    /// <param name="program">The program that has executed it.</param>
    /// <param name="path">The call that is being executed, and those that wait for it.</param>
    /// <param name="hasEffects">Whether its execution may have effects anywhere.</param>
    private void Complete(StepResult result, ProgramVersion program, CallPath path, bool hasEffects)
    {
        var isChanged = IsChanged(_record.State, result.State);
        var isRecorded = _record.Calls.ContainsKey(path.Call);
        if (result.Outgoing is [var end and not CallEvent])
        {
            var reply = new Reply(AnswerOf(end), path.Output);
            if (isChanged || isRecorded || hasEffects)
            {
                var received = new ReceivedCall(reply, _environment.Now()) { Version = program };
                Change(_record with { State = isChanged ? result.State : _record.State, Calls = _record.Calls.SetItem(path.Call, received) });
            }

            _unrecorded.Remove(path.Call);
            SendAnswer(end, program, path, transaction: null);
            return;
        }

        if (isChanged) Change(_record with { State = result.State });
        var isFork = ((CallEvent)result.Outgoing[0]).Caller is JoinContinuation;
        if (_options.IsDurable && (isChanged || isRecorded || isFork || IsAnyRemembered(result.Outgoing, program)))
        {
            _unrecorded.Remove(path.Call);
            Change(_record with { Calls = _record.Calls.SetItem(path.Call, new ReceivedCall(null, _environment.Now())) });
            isRecorded = true;
        }
        else
        {
            _unrecorded[path.Call] = hasEffects;
        }

        if (isFork)
        {
            var join = (JoinContinuation)((CallEvent)result.Outgoing[0]).Caller;
            Change(_record with { Forks = _record.Forks.Add(join.Join, PendingForks.Of(path, result.Outgoing.Length, transaction: null) with { Version = program }) });
        }

        foreach (var @event in result.Outgoing)
        {
            var call = (CallEvent)@event;
            var message = new CallMessage(call, new CallPath(call.Id, [], path), Transaction: null) { Version = program };
            if (isRecorded) Change(_record with { Outbox = _record.Outbox.Add(call.Id, message) });
            _sent.Add(call.Id, new SentCall(message, isRecorded, _environment.Now(), Repetitions: 0));
            _outlet.Send(message, Revision);
        }
    }

    /// <summary>Answers a call, for the first time or again.</summary>
    private void Answer(CallMessage call, Reply reply) => SendAnswer(
        StepExecution.Reply(default, _self, scope: null, call.Event.Caller, reply.Answer), call.Version!, call.Path.Printed(reply.Output), transaction: null);

    /// <param name="path">The answered call first.</param>
    private void SendAnswer(Event end, ProgramVersion program, CallPath path, TransactionProgress? transaction)
    {
        if (end is AnswerEvent answer) _outlet.Reply(path.Call, new Reply(answer.Answer, path.Output), Revision);
        else
        {
            // Derived from the call, so that each repetition of the answer is the same event.
            var resume = (ResumeEvent)end with { Id = AnswerId(path.Call) };
            _outlet.Send(new AnswerMessage(resume, path.Call, path.Below!, path.Output, transaction) { Version = program }, Revision);
        }
    }

    private void Change(EntityRecord record)
    {
        _record = record;
        Revision++;
    }

    private static bool IsAnyRemembered(ImmutableArray<Event> calls, ProgramVersion program)
    {
        foreach (var call in calls)
        {
            if (program.Reach.IsRemembered((CallEvent)call)) return true;
        }

        return false;
    }

    private long NextAge() => _lastAge = Math.Max(_environment.Now(), _lastAge + 1);

    private static EventId AnswerId(EventId call) => call.Derive(-1);

    private static Answer AnswerOf(Event end) => end switch
    {
        AnswerEvent answer => answer.Answer,
        ResumeEvent resume => resume.Answer,
        _ => throw new ArgumentException($"{end.GetType().Name} answers nothing", nameof(end)),
    };

    private static bool IsChanged(EntityState? before, EntityState? after)
    {
        if (ReferenceEquals(before, after)) return false;
        if (before is null || after is null || !ReferenceEquals(before.Joins, after.Joins)) return true;
        for (var i = 0; i < before.Fields.Length; i++)
        {
            if (!ReferenceEquals(before.Fields[i], after.Fields[i])) return true;
        }

        return false;
    }

    /// <summary>A call that is not answered yet.</summary>
    /// <param name="SentAt">When it was sent last, in ticks of UTC.</param>
    private sealed record SentCall(CallMessage Message, bool IsRecorded, long SentAt, int Repetitions);
}
