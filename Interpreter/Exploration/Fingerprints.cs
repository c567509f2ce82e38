using System.Runtime.CompilerServices;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Faults;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Fingerprints of configurations: equal ones go on in the same ways.</summary>
internal sealed class Fingerprints
{
    /// <summary>Of states in which no name occurs, so that theirs can be used anywhere.</summary>
    private readonly ConditionalWeakTable<EntityState, StrongBox<UInt128>> _states = [];

    /// <summary>The states, the answers of started calls, and how the script ended: what serial orders are compared by.</summary>
    public UInt128 OfOutcome(RunState run)
    {
        var writer = new FingerprintWriter();
        AddStore(writer, run.Store);
        writer.Add(run.Result);
        return writer.Result;
    }

    /// <summary>What <see cref="OfOutcome"/> takes, and what was printed.</summary>
    public UInt128 OfEnd(Configuration end)
    {
        var writer = new FingerprintWriter();
        writer.Add(OfOutcome(end.Run));
        writer.Add(end.Output);
        return writer.Result;
    }

    /// <summary>All on which the future depends, and what has been found so far.</summary>
    public UInt128 Of(Configuration configuration)
    {
        var writer = new FingerprintWriter();
        var run = configuration.Run;
        AddStore(writer, run.Store);
        AddQueue(writer, run.Queue, configuration.Faults);
        foreach (var transaction in run.Transactions) AddTransaction(writer, transaction);
        writer.Add(run.Result);
        writer.Add(configuration.Output);
        AddReads(writer, configuration.Reads);
        AddUnordered(writer, configuration.Invariants, (part, broken) =>
        {
            part.Add(broken.Entity);
            part.Add(broken.Span.Start.Offset);
        });
        if (configuration.Faults is { } faults) AddFaults(writer, faults);
        return writer.Result;
    }

    private void AddStore(FingerprintWriter writer, EntityStore store)
    {
        // The script comes first: its fields give names to the calls that it has started.
        if (store.Find(Scheduler.Script) is { } script) AddState(writer, script);
        foreach (var state in store.Entities.Values.OrderBy(state => (Value)state.Entity, ValueComparer.Total))
        {
            if (state.Entity != Scheduler.Script) AddState(writer, state);
        }
    }

    private void AddState(FingerprintWriter writer, EntityState state)
    {
        if (!state.Joins.IsEmpty || !state.StartedCalls.IsEmpty)
        {
            AddNamedState(writer, state);
            return;
        }

        if (!_states.TryGetValue(state, out var fingerprint))
        {
            var part = new FingerprintWriter();
            AddNamedState(part, state);
            if (part.HasNames)
            {
                AddNamedState(writer, state);
                return;
            }

            fingerprint = new StrongBox<UInt128>(part.Result);
            _states.AddOrUpdate(state, fingerprint);
        }

        writer.Add(fingerprint.Value);
    }

    private static void AddNamedState(FingerprintWriter writer, EntityState state)
    {
        writer.Add(state.Entity);
        writer.AddAll(state.Fields);
        writer.Add(state.StartedCalls.Count);
        foreach (var (handle, call) in InOrder(writer, state.StartedCalls, handle => handle.Id, Started))
        {
            writer.AddName(handle.Id);
            writer.Add(call.Answer);
            if (call.Waiting is { } waiting) AddContinuation(writer, waiting);
        }

        writer.Add(state.Joins.Count);
        foreach (var (id, join) in InOrder(writer, state.Joins, id => id, Joined))
        {
            writer.AddName(id);
            foreach (var answer in join.Answers) writer.Add(answer);
            AddContinuation(writer, join.Waiting);
        }
    }

    /// <summary>What has a name in the order of the names, the rest in an order that no id decides if the contents can.</summary>
    private static IEnumerable<KeyValuePair<TKey, T>> InOrder<TKey, T>(
        FingerprintWriter writer, ImmutableDictionary<TKey, T> entries, Func<TKey, string> id, Action<FingerprintWriter, T> add) where TKey : notnull
    {
        if (entries.Count < 2) return entries;
        var byName = entries.OrderBy(entry => writer.NumberOf(id(entry.Key)));
        return entries.Count(entry => !writer.HasName(id(entry.Key))) < 2
            ? byName
            : byName.ThenBy(entry => Content(add, entry.Value)).ThenBy(entry => id(entry.Key), StringComparer.Ordinal);
    }

    private static UInt128 Content<T>(Action<FingerprintWriter, T> add, T item)
    {
        var writer = new FingerprintWriter();
        add(writer, item);
        return writer.Result;
    }

    private static void Started(FingerprintWriter writer, StartedCall call)
    {
        writer.Add(call.Answer);
        if (call.Waiting is { } waiting) AddContinuation(writer, waiting);
    }

    private static void Joined(FingerprintWriter writer, PendingJoin join)
    {
        foreach (var answer in join.Answers) writer.Add(answer);
        AddContinuation(writer, join.Waiting);
    }

    private static void AddContinuation(FingerprintWriter writer, Continuation? continuation)
    {
        for (; continuation is not null; continuation = Below(continuation))
        {
            switch (continuation)
            {
                case ClientContinuation:
                    writer.Add(1);
                    break;
                case StartedContinuation started:
                    writer.Add(2);
                    writer.AddName(started.Handle.Id);
                    break;
                case JoinContinuation join:
                    writer.Add(3);
                    writer.Add(join.Owner);
                    writer.AddName(join.Join);
                    writer.Add(join.Branch);
                    break;
                case TransactionContinuation transaction:
                    writer.Add(4);
                    AddScope(writer, transaction.Scope);
                    break;
                case FrameContinuation { Frame: var frame }:
                    writer.Add(5);
                    writer.Add(frame.Owner);
                    writer.Add(frame.Method);
                    writer.Add(frame.Block);
                    writer.Add(frame.CalledAt.Start.Offset);
                    writer.AddAll(frame.Values);
                    break;
            }
        }
    }

    private static Continuation? Below(Continuation continuation) => continuation switch
    {
        FrameContinuation frame => frame.Below,
        TransactionContinuation transaction => transaction.Below,
        _ => null,
    };

    private static void AddScope(FingerprintWriter writer, TransactionScope? scope)
    {
        for (; scope is not null; scope = scope.Parent) writer.AddName(scope.Id.ToString());
        writer.Add(0);
    }

    /// <summary>Channel by channel: how events of different channels arrived makes no difference.</summary>
    private static void AddQueue(FingerprintWriter writer, EventQueue queue, FaultState? faults)
    {
        writer.Add(queue.Count);
        foreach (var @event in queue.Events.OrderBy(@event => (Value)@event.Target, ValueComparer.Total).ThenBy(@event => (Value)@event.Source, ValueComparer.Total))
        {
            AddEvent(writer, @event);
            if (faults is not null) writer.Add(faults.Copies.TryGetValue(@event.Id, out var copies) ? copies.IsOriginalUnderWay ? 2 : 1 : 0);
        }
    }

    private static void AddEvent(FingerprintWriter writer, Event @event)
    {
        writer.Add(@event.Target);
        writer.Add(@event.Source);
        AddScope(writer, @event.Scope);
        switch (@event)
        {
            case CreateEvent create:
                writer.Add(1);
                writer.AddAll(create.Arguments);
                break;
            case InvokeEvent invoke:
                writer.Add(2);
                writer.Add(invoke.Method);
                writer.AddAll(invoke.Arguments);
                break;
            case ExistsEvent:
                writer.Add(3);
                break;
            case ResumeEvent resume:
                writer.Add(4);
                writer.Add(resume.Answer);
                AddContinuation(writer, resume.Waiting);
                break;
            case CompletionEvent completion:
                writer.Add(5);
                writer.Add(completion.Answer);
                AddContinuation(writer, completion.Waiting);
                break;
            case AnswerEvent answer:
                writer.Add(6);
                writer.Add(answer.Answer);
                break;
        }

        if (@event is not CallEvent call) return;
        writer.Add(call.CalledAt.Start.Offset);
        AddContinuation(writer, call.Caller);
    }

    private void AddTransaction(FingerprintWriter writer, OpenTransaction transaction)
    {
        AddScope(writer, transaction.Scope);
        AddStore(writer, transaction.Before);
        AddQueue(writer, transaction.Queue, faults: null);
        foreach (var text in transaction.Output) writer.Add(text);
        foreach (var entity in transaction.InOrderOfTouch) writer.Add(entity);
    }

    private static void AddReads(FingerprintWriter writer, StaleReads reads)
    {
        var names = writer;
        AddUnordered(writer, reads.Calls, (part, call) =>
        {
            part.Add(names.NumberOf(call.Key));
            AddUnordered(part, call.Value, (field, known) =>
            {
                field.Add(known.Key.Entity);
                field.Add(known.Key.Field);
                field.Add(known.Value.Read.Span.Start.Offset);
                field.Add(known.Value.OvertakenBy?.Span.Start.Offset ?? -1);
            });
        });
        AddUnordered(writer, reads.Lost, (part, lost) =>
        {
            part.Add(lost.Place.Entity);
            part.Add(lost.Place.Field);
            part.Add(lost.Read.Span.Start.Offset);
            part.Add(lost.Overtaking.Span.Start.Offset);
            part.Add(lost.Write.Span.Start.Offset);
        });
    }

    private static void AddFaults(FingerprintWriter writer, FaultState faults)
    {
        writer.Add(faults.Left);
        AddUnordered(writer, faults.Answers, (part, id) =>
        {
            part.Add(id.High);
            part.Add(id.Low);
        });
        foreach (var step in faults.LastSteps.Values.OrderBy(step => (Value)step.Event.Target, ValueComparer.Total))
        {
            AddEvent(writer, step.Event);
            if (step.Snapshot is { } snapshot) writer.AddAll(snapshot.Fields);
        }
    }

    private static void AddUnordered<T>(FingerprintWriter writer, IEnumerable<T> items, Action<FingerprintWriter, T> add)
    {
        var sum = UInt128.Zero;
        foreach (var item in items) sum = unchecked(sum + Content(add, item));
        writer.Add(sum);
    }
}
