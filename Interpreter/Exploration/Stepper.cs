using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Makes the transitions from one configuration to others, by the scheduler's own steps.</summary>
/// <remarks>
/// A transaction is one transition: while it is open nothing else is delivered. If its own events can come in several orders there
/// is a transition for each.
/// </remarks>
internal sealed class Stepper
{
    private readonly LoadedProgram _program;
    private readonly ExplorationOptions _options;
    private readonly RunOptions _runOptions;
    private readonly Dictionary<Block, FieldAccesses> _fields = new(ReferenceEqualityComparer.Instance);

    public Stepper(Program program, ExplorationOptions options)
    {
        _program = new LoadedProgram(program);
        _options = options;
        _runOptions = new RunOptions(MaxDepth: options.MaxDepth);
        var run = new Scheduler(program, _runOptions, _ => { }).State;
        Beginning = new Configuration(run, StaleReads.None, UInt128.Zero, [], FaultState.Of(options.Faults));
    }

    /// <summary>Before the first event.</summary>
    public Configuration Beginning { get; }

    public AccessNumbers Numbers { get; } = new();

    /// <summary>How many events were handled.</summary>
    public long Steps { get; private set; }

    public Program Program => _program.Program;

    /// <summary>The channels that have an event to deliver, the one with the oldest first.</summary>
    public static ImmutableArray<Channel> Ready(Configuration configuration) =>
        configuration.Run.IsDone ? [] : [.. configuration.Run.ActiveQueue.Ready.Select(Channel.Of)];

    /// <summary>All ways in which the delivery of a channel's oldest event can go.</summary>
    /// <param name="observer">Is told what happens, if there is one way only to be followed.</param>
    public ImmutableArray<Transition> Deliver(Configuration configuration, Channel channel, IRunObserver? observer = null)
    {
        var first = Step(new TransitionBuilder(configuration), channel, observer);
        if (first.Configuration.Run.Transactions.IsEmpty) return [first.Finish(_program.Program, Numbers)];

        var transitions = ImmutableArray.CreateBuilder<Transition>();
        var open = new Stack<TransitionBuilder>([first]);
        while (open.TryPop(out var builder))
        {
            if (builder.Configuration.Run.Transactions.IsEmpty || builder.Moves.Count > _options.MaxEvents)
                transitions.Add(builder.Finish(_program.Program, Numbers));
            else
                foreach (var next in Ready(builder.Configuration).Reverse()) open.Push(Step(builder, next, observer));
        }

        return transitions.ToImmutable();
    }

    /// <summary>Delivers one event.</summary>
    public TransitionBuilder Step(TransitionBuilder builder, Channel channel, IRunObserver? observer)
    {
        var configuration = builder.Configuration;
        var run = configuration.Run;
        var index = IndexOf(run.ActiveQueue, channel);
        var @event = run.ActiveQueue.Ready.ElementAt(index);
        builder = builder with { Moves = builder.Moves.Add(Move.Deliver(channel)) };
        Steps++;
        if (configuration.Faults is { } faults)
        {
            var isTransaction = !run.Transactions.IsEmpty || (@event is InvokeEvent invoke && Program.Method(invoke.Method).IsTransactional);
            if (run.Transactions.IsEmpty && IsIgnored(@event, run, faults))
            {
                var remaining = run.ActiveQueue.Take(index).Remaining;
                var ignored = configuration with { Run = run.WithActiveQueue(remaining), Faults = faults.Arrive(@event) };
                return builder with { Configuration = ignored, Touched = builder.Touched.Add(@event.Target) };
            }

            configuration = configuration with { Faults = faults.Arrive(@event).Handle(@event, run.Store.Find(@event.Target), !isTransaction) };
        }

        var watch = new StepWatch(this, builder with { Configuration = configuration }, observer);
        var scheduler = new Scheduler(_program, run, _runOptions, watch.Print, watch);
        scheduler.Advance(StepUnit.Event, index);
        return watch.Result(scheduler.State);
    }

    public FieldAccesses FieldsOf(Block block)
    {
        if (!_fields.TryGetValue(block, out var accesses)) _fields[block] = accesses = FieldAccesses.Of(Program, block);
        return accesses;
    }

    /// <summary>The index of a channel's oldest event among those ready.</summary>
    public static int IndexOf(EventQueue queue, Channel channel)
    {
        var index = 0;
        foreach (var ready in queue.Ready)
        {
            if (ready.Source == channel.Source && ready.Target == channel.Target) return index;
            index++;
        }

        throw new ArgumentException("the channel is empty", nameof(channel));
    }

    /// <summary>The faults that can strike now.</summary>
    public static IEnumerable<Move> Faults(Configuration configuration)
    {
        if (configuration is not { Faults: { Left: > 0 } faults, Run.IsDone: false }) yield break;
        var queue = configuration.Run.Queue;
        foreach (var channel in Ready(configuration).Where(channel => channel.Target != Scheduler.Script))
        {
            yield return new Move(FaultKind.Duplicate, channel);
            if (queue.Events.Count(@event => Channel.Of(@event) == channel) > 1) yield return new Move(FaultKind.Delay, channel);
        }

        foreach (var entity in faults.LastSteps.Keys.OrderBy(entity => (Value)entity, ValueComparer.Total))
            yield return new Move(FaultKind.Crash, new Channel(entity, entity));
    }

    /// <summary>Lets a fault strike.</summary>
    public Configuration Strike(Configuration configuration, Move move)
    {
        var faults = configuration.Faults!;
        var run = configuration.Run;
        configuration = configuration with { Faults = faults.Strike() };
        if (move.Fault == FaultKind.Crash) return Crash(configuration, faults.LastSteps[move.Channel.Target]);

        var (@event, remaining) = run.Queue.Take(IndexOf(run.Queue, move.Channel));
        if (move.Fault == FaultKind.Duplicate) return Send(configuration, @event);

        // Exactly once means in order, too: the receiver waits for the one that is missing.
        var isHeld = _options.Delivery == DeliveryGuarantee.ExactlyOnce;
        return isHeld ? configuration : configuration with { Run = run with { Queue = remaining.Add(@event) } };
    }

    private Configuration Crash(Configuration configuration, RepeatableStep last)
    {
        var result = StepExecution.Run(_program, last.Snapshot, last.Event, _options.MaxDepth);
        var run = configuration.Run;
        var output = _options.Delivery == DeliveryGuarantee.ExactlyOnce
            ? configuration.Output
            : result.Output.Aggregate(configuration.Output, FingerprintWriter.Append);
        configuration = configuration with { Run = run with { Store = run.Store.With(last.Event.Target, result.State) }, Output = output };
        return result.Outgoing.Aggregate(configuration, Send);
    }

    /// <summary>Sends an event that has been sent before.</summary>
    private static Configuration Send(Configuration configuration, Event copy) => configuration with
    {
        Run = configuration.Run with { Queue = configuration.Run.Queue.Add(copy) },
        Faults = configuration.Faults!.Copy(copy, configuration.Run.Queue),
    };

    /// <summary>Whether an event that comes again is recognised. The script, as a client, and a fork take each answer once in any case.</summary>
    private bool IsIgnored(Event @event, RunState run, FaultState faults) => @event switch
    {
        _ when _options.Delivery == DeliveryGuarantee.ExactlyOnce => faults.IsCopy(@event),
        ResumeEvent { Waiting: StartedContinuation { Handle: var handle } } => run.Store.Find(Scheduler.Script)!.StartedCalls[handle].Answer is not null,
        ResumeEvent { Waiting: JoinContinuation join } =>
            run.Store.Find(join.Owner)?.Joins.GetValueOrDefault(join.Join) is not { } pending || pending.Answers[join.Branch] is not null,
        _ => faults.Answers.Contains(@event.Id),
    };
}
