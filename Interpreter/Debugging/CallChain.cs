using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Debugging;

/// <summary>The frames of the step under way, and below them those that travel in the event, across entities.</summary>
internal sealed class CallChain(Program program, Scheduler scheduler)
{
    /// <summary>The frames above, or of, an event; the running method first, the outermost caller last.</summary>
    /// <param name="next">The event whose chain is shown if no step is under way.</param>
    public IEnumerable<DebugFrame> Frames(Event? next)
    {
        if (scheduler.Current is not { } step) return next is null ? [] : Waiting(ContinuationOf(next));

        var running = scheduler.CurrentFrames.Select(frame => new DebugFrame(
            frame.Entity,
            frame.Method,
            frame.Block,
            frame.Span,
            Variables(frame.Method, frame.Variables),
            Fields(frame.Entity),
            IsWaiting: false,
            BeginsTransaction: false)).ToList();
        if (step.Below is TransactionContinuation && running.Count > 0) running[^1] = running[^1] with { BeginsTransaction = true };
        return running.Concat(Waiting(step.Below));
    }

    /// <summary>The state of an entity, with what the step under way has changed.</summary>
    public ImmutableArray<NamedValue> Fields(EntityReference entity)
    {
        var values = scheduler.CurrentEvent?.Target == entity ? scheduler.CurrentFields : scheduler.State.Store.Find(entity)?.Fields;
        return values is null ? [] : [.. program.Operator(entity.Entity).Fields
            .Zip(values)
            .Where(field => field.Second is not null)
            .Select(field => new NamedValue(field.First.Name, field.First.Type, field.Second!))];
    }

    private static ImmutableArray<NamedValue> Variables(Method method, ImmutableArray<(string Name, Value Value)> variables)
    {
        var types = method.Variables.ToDictionary(variable => variable.Name, variable => variable.Type);
        return [.. variables.Select(variable => new NamedValue(variable.Name, types[variable.Name], variable.Value))];
    }

    private static Continuation ContinuationOf(Event @event) => @event switch
    {
        CallEvent call => call.Caller,
        ResumeEvent resume => resume.Waiting,
        CompletionEvent completion => completion.Waiting,
        _ => new ClientContinuation(),
    };

    private IEnumerable<DebugFrame> Waiting(Continuation continuation)
    {
        while (true)
        {
            switch (continuation)
            {
                case FrameContinuation { Frame: var frame, Below: var below }:
                    yield return Waiting(frame, below is TransactionContinuation);
                    continuation = below;
                    break;
                case TransactionContinuation transaction:
                    continuation = transaction.Below;
                    break;
                case JoinContinuation branch when scheduler.State.Store.Find(branch.Owner)?.Joins.GetValueOrDefault(branch.Join) is { } pending:
                    continuation = pending.Waiting;
                    break;
                case StartedContinuation started when scheduler.State.Store.Find(Scheduler.Script)?.StartedCalls.GetValueOrDefault(started.Handle)?.Waiting is { } waiting:
                    continuation = waiting;
                    break;
                default:
                    yield break;
            }
        }
    }

    private DebugFrame Waiting(Frame frame, bool beginsTransaction)
    {
        var method = program.Method(frame.Method);
        var block = method.Blocks[frame.Block];
        var variables = Waits.Frame(block.Terminator).Zip(frame.Values)
            .Where(variable => variable.Second is not null)
            .Select(variable => new NamedValue(variable.First.Name, variable.First.Type, variable.Second!));
        return new DebugFrame(frame.Owner, method, block, block.Terminator.Span, [.. variables], Fields(frame.Owner), IsWaiting: true, beginsTransaction);
    }
}
