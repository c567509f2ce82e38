using System.Diagnostics;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Protocol;
using EventId = StateFlow.Interpreter.Execution.EventId;

namespace StateFlow.Orleans.Grains;

/// <content>The shorter way between entities of one silo, and how they learn that time passes.</content>
internal sealed partial class EntityGrain
{
    /// <summary>Orleans does not see that an entity is in use whose messages all come from its silo.</summary>
    private static readonly TimeSpan KeptAfterUse = TimeSpan.FromMinutes(2);

    private Mailbox _mailbox = null!;
    private long _keptAt;
    private bool _isListed;
    private bool _hasLeft;
    private bool _awaitsClock;

    /// <summary>Has others in the silo use the mailbox, once Orleans has brought a message here.</summary>
    private void Enter()
    {
        if (_isListed || _hasLeft) return;
        _isListed = true;
        _address.Application.Local.Add(_address.Entity, _mailbox);
    }

    private void Leave()
    {
        _hasLeft = true;
        if (_isListed) _address.Application.Local.Remove(_address.Entity, _mailbox);
    }

    private void Take(Delivery delivery)
    {
        for (var acknowledged = _mailbox.TakeAcknowledged(); acknowledged is not null; acknowledged = acknowledged.Before) _machine!.Forget(acknowledged.Call);
        switch (delivery)
        {
            case ClockDelivery when !_hasLeft:
                TickOrReport(_machine!);
                break;
            case MessageDelivery { Message: var message } when _hasLeft:
                Transmit(new Envelope(message.Version!, message, []), _address.Key);
                break;
            case MessageDelivery passed:
                TakeOrReport(passed.Message);
                break;
            case RequestDelivery request when _hasLeft:
                request.Answer.SetException(new SupersededException(_address.Key));
                break;
            case RequestDelivery request:
                var id = request.Request.Event.Id;
                if (_waiters.TryGetValue(id, out var waiter)) _ = HandOnAsync(waiter.Answer.Task, request.Answer);
                else _waiters.Add(id, new Waiter(request.Answer));
                TakeOrReport(request.Request);
                break;
        }

        KeepActive();
    }

    private void TakeOrReport(Message message)
    {
        try
        {
            Take(message, []);
        }
        catch (Exception)
        {
            // It is logged, and whoever waits has been told; others will send again.
        }
    }

    private void Send(Message message)
    {
        var version = message.Version ?? _machine?.Version ?? _address.Application.Version;
        if (_address.Application.Local.Find(message.Target) is { } neighbour)
        {
            neighbour.Post(new MessageDelivery(For(version, message)));
            return;
        }

        var address = _address.Of(message.Target);
        Transmit(new Envelope(version, message, services.Acknowledgements.Take(address)), address);
    }

    private void Transmit(Envelope envelope, string address) => services.Grains.Get(address).Deliver(envelope).Ignore();

    private void Acknowledge(EntityReference callee, EventId call)
    {
        if (_address.Application.Local.Find(callee) is { } neighbour) neighbour.Acknowledge(call);
        else services.Acknowledgements.Add(_address.Of(callee), call);
    }

    private void KeepActive()
    {
        if (!services.Storage.IsDurable || _hasLeft) return;
        var now = Environment.TickCount64;
        if (now - _keptAt < KeptAfterUse.TotalMilliseconds / 2) return;
        _keptAt = now;
        DelayDeactivation(KeptAfterUse);
    }

    /// <summary>Has the machine look at the time while it waits for something.</summary>
    private void KeepTime()
    {
        if (_awaitsClock || _machine is { IsIdle: true }) return;
        _awaitsClock = true;
        services.Clock.Tell(_mailbox);
    }

    private void TickOrReport(EntityMachine machine)
    {
        try
        {
            Tick(machine);
        }
        catch (Exception exception)
        {
            LogBroken(exception, _address.Key, nameof(ClockDelivery));
            Surrender();
        }
    }

    private void Tick(EntityMachine machine)
    {
        _awaitsClock = false;
        machine.Tick();
        foreach (var (id, waiter) in _waiters)
        {
            if (Stopwatch.GetElapsedTime(waiter.Told) < LongWait) continue;
            waiter.Told = Stopwatch.GetTimestamp();
            LogWaiting(_address.Key, id.ToString(), machine.Waiting(), _held.Count, _isStoring);
        }

        Flush();
        var isStored = _storedRevision == machine.Revision || !services.Storage.IsDurable;
        if (!isStored && !_isStoring)
        {
            // Nobody waits for it, but what could be stored by now should be.
            _ = StoreAsync(machine);
        }

        if (machine.IsIdle && isStored) return;
        _awaitsClock = true;
        services.Clock.Tell(_mailbox);
        DelayDeactivation(EntityClock.Interval * 2);
    }

    private static async Task HandOnAsync(Task<Reply> answer, TaskCompletionSource<Reply> other)
    {
        try
        {
            other.SetResult(await answer);
        }
        catch (Exception exception)
        {
            other.SetException(exception);
        }
    }
}
