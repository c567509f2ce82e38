using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;
using StateFlow.Orleans.Records;
using EventId = StateFlow.Interpreter.Execution.EventId;

namespace StateFlow.Orleans.Grains;

/// <summary>An entity: gives what it is sent to its <see cref="EntityMachine"/>, stores the record, then lets out what depends on it.</summary>
/// <remarks>One write is under way at a time; all that happens meanwhile goes into the next one.</remarks>
[Reentrant]
[GrainType("stateflow.entity")]
internal sealed partial class EntityGrain(ProgramCatalog catalog, EntityServices services, ILogger<EntityGrain> log) : Grain, IEntityGrain, IOutlet
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Queue<HeldOutput> _held = [];
    private readonly Dictionary<EventId, Waiter> _waiters = [];
    private readonly GrainState<StoredBytes> _stored = new(new StoredBytes());
    private EntityAddress _address = null!;
    private EntityMachine? _machine;
    private UnreadableEntity? _unreadable;
    private long _storedRevision;
    private int _urgent;
    private bool _isStoring;

    /// <summary>Whether another activation has stored the record: this one knows nothing any more.</summary>
    private bool _isSuperseded;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _address = await EntityAddress.ParseAsync(key, services.Applications, catalog, cancellationToken);
        var application = _address.Application;
        try
        {
            await services.Storage.ReadAsync(this.GetGrainId(), _stored);
            var (version, record) = _stored.State is { Content.Length: > 0 } stored
                ? await catalog.OpenAsync(application.Name, key, stored.Content)
                : (application.Version, EntityRecord.Empty);
            _machine = new EntityMachine(_address.Entity, version, record, services.OptionsOf(application), services.Environment(Report), this);
            _mailbox = new Mailbox(GrainContext.Scheduler, Take);
            if (!services.Storage.IsDurable) DelayDeactivation(TimeSpan.MaxValue);
            KeepTime();
        }
        catch (Exception exception) when (exception is UnreadableStateException or UnknownProgramException or UnreadableProgramsException)
        {
            // Whoever asks is told, and what is stored stays as it is.
            LogUnreadable(key, exception.Message);
            _unreadable = new UnreadableEntity(_address.Entity, exception.Message, this);
        }
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Leave();
        if (_machine is { } machine && !_isSuperseded && !_isStoring && _storedRevision != machine.Revision)
        {
            await StoreOnceAsync(machine);
            Release();
        }

        SendWaitersElsewhere();
    }

    /// <inheritdoc />
    public async Task<ReplyEnvelope> Ask(Envelope request)
    {
        var opening = catalog.OpenAsync(request);
        var (version, message) = opening.IsCompletedSuccessfully ? opening.Result : await opening;
        var call = ((CallMessage)message).Event;
        if (!_waiters.TryGetValue(call.Id, out var waiter)) _waiters.Add(call.Id, waiter = new Waiter(new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously)));
        Take(For(_address.Application.Version.ProgramFor(call, version), message), request.Acknowledged);
        return new ReplyEnvelope(version, await waiter.Answer.Task.WaitAsync(services.Leave));
    }

    /// <inheritdoc />
    public Task Deliver(Envelope message)
    {
        var opening = catalog.OpenAsync(message);
        if (!opening.IsCompletedSuccessfully) return DeliverLaterAsync(opening, message.Acknowledged);
        var (version, content) = opening.Result;
        Take(For(version, content), message.Acknowledged);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    void IOutlet.Send(Message message, long revision)
    {
        if (!services.Storage.IsDurable)
        {
            Send(message);
            return;
        }

        // Confirmations can wait for the next write that something else needs.
        if (message is not CommittedMessage) _urgent++;
        _held.Enqueue(new HeldMessage(message, revision));
    }

    /// <inheritdoc />
    void IOutlet.Reply(EventId request, Reply reply, long revision)
    {
        if (!services.Storage.IsDurable)
        {
            Answer(request, reply);
            return;
        }

        _urgent++;
        _held.Enqueue(new HeldReply(request, reply, revision));
    }

    /// <inheritdoc />
    void IOutlet.Acknowledge(EntityReference callee, EventId call, long revision)
    {
        if (services.Storage.IsDurable) _held.Enqueue(new HeldAcknowledgement(callee, call, revision));
        else Acknowledge(callee, call);
    }

    private async Task DeliverLaterAsync(ValueTask<(ProgramVersion Version, Message Content)> opening, ImmutableArray<EventId> acknowledged)
    {
        try
        {
            var (version, message) = await opening;
            Take(For(version, message), acknowledged);
        }
        catch (Exception exception)
        {
            // Whoever sent it will send it again.
            LogNotUnderstood(_address.Key, exception.Message);
        }
    }

    private static Message For(ProgramVersion program, Message message) => message.Version == program ? message : message with { Version = program };

    private void Take(Message message, ImmutableArray<EventId> acknowledged)
    {
        if (_isSuperseded) throw new SupersededException(_address.Key);
        if (_machine is { } machine)
        {
            Enter();
            foreach (var call in acknowledged) machine.Forget(call);
            try
            {
                machine.Receive(message);
            }
            catch (Exception exception)
            {
                LogBroken(exception, _address.Key, message.GetType().Name);
                Surrender();
                throw;
            }

            KeepTime();
        }
        else
        {
            _unreadable!.Refuse(message);
            // By the next call it may be readable: a silo has come that knows the program, the record has been restored.
            DeactivateOnIdle();
        }

        Flush();
    }

    private void Flush()
    {
        Release();
        if (_urgent > 0 && !_isStoring && _machine is { } machine) _ = StoreAsync(machine);
    }

    private void Release()
    {
        while (_held.TryPeek(out var held) && held.Revision <= _storedRevision)
        {
            _held.Dequeue();
            switch (held)
            {
                case HeldMessage { Message: var message }:
                    if (message is not CommittedMessage) _urgent--;
                    Send(message);
                    break;
                case HeldReply reply:
                    _urgent--;
                    Answer(reply.Request, reply.Reply);
                    break;
                case HeldAcknowledgement acknowledgement:
                    Acknowledge(acknowledgement.Callee, acknowledgement.Call);
                    break;
            }
        }
    }

    private void Answer(EventId request, Reply reply)
    {
        if (_waiters.Remove(request, out var waiter)) waiter.Answer.SetResult(reply);
    }

    /// <summary>Stores the record until nothing waits for it any more.</summary>
    private async Task StoreAsync(EntityMachine machine)
    {
        _isStoring = true;
        var pause = ShortestPause;
        do
        {
            try
            {
                await StoreOnceAsync(machine);
                pause = ShortestPause;
                Release();
            }
            catch (InconsistentStateException)
            {
                Surrender();
            }
            catch (Exception exception)
            {
                LogNotStored(_address.Key, exception.Message, pause);
                await Task.Delay(pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        while (_urgent > 0 && !_isSuperseded);

        _isStoring = false;
    }

    private async Task StoreOnceAsync(EntityMachine machine)
    {
        var revision = machine.Revision;
        _stored.State!.Content = RecordWriter.Write(machine.Version, _address.Key, machine.Record);
        await services.Storage.WriteAsync(this.GetGrainId(), _stored);
        _storedRevision = revision;
    }

    /// <summary>Forgets everything: the truth is what another activation has stored, or what this one has without being told so.</summary>
    private void Surrender()
    {
        LogSuperseded(_address.Key);
        _isSuperseded = true;
        Leave();
        _held.Clear();
        _urgent = 0;
        SendWaitersElsewhere();
        DeactivateOnIdle();
    }

    /// <summary>Has clients ask again, which brings them to the next activation.</summary>
    private void SendWaitersElsewhere()
    {
        foreach (var waiter in _waiters.Values) waiter.Answer.SetException(new SupersededException(_address.Key));
        _waiters.Clear();
    }

    private void Report(EntityReference entity, Event @event, Exception exception) => LogSetAside(exception, _address.Key, @event.GetType().Name, @event.Id.ToString());

    [LoggerMessage(LogLevel.Error, "The state of {Key} cannot be used, and is left as it is: {Reason}")]
    private partial void LogUnreadable(string key, string reason);

    [LoggerMessage(LogLevel.Warning, "A message to {Key} cannot be understood, and is ignored until it is repeated: {Reason}")]
    private partial void LogNotUnderstood(string key, string reason);

    [LoggerMessage(LogLevel.Warning, "The state of {Key} could not be stored, which is tried again in {Pause}: {Reason}")]
    private partial void LogNotStored(string key, string reason, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "{Key} has not answered request {Id} for long: {Waiting}; {Held} messages wait to be stored (storing: {IsStoring})")]
    private partial void LogWaiting(string key, string id, string waiting, int held, bool isStoring);

    [LoggerMessage(LogLevel.Warning, "{Key} is read again: its state was stored by another activation, or by a write that seemed to fail")]
    private partial void LogSuperseded(string key);

    [LoggerMessage(LogLevel.Error, "{Key} could not handle a {Message}, and is read again")]
    private partial void LogBroken(Exception exception, string key, string message);

    [LoggerMessage(LogLevel.Error, "{Key} could not execute {Event} {Id}, which is set aside: whoever waits for it is given a failure")]
    private partial void LogSetAside(Exception exception, string key, string @event, string id);

    /// <summary>Clients that wait for the answer to one request.</summary>
    private sealed record Waiter(TaskCompletionSource<Reply> Answer)
    {
        /// <summary>When it came, or was last reported.</summary>
        public long Told { get; set; } = Stopwatch.GetTimestamp();
    }
}
