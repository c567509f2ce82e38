using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Faults;
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
    private readonly FaultInjection _injection;
    private readonly Dictionary<Block, FieldAccesses> _fields = new(ReferenceEqualityComparer.Instance);

    public Stepper(Program program, ExplorationOptions options)
        : this(RunStart.Of(program, options), options)
    {
    }

    public Stepper(RunStart start, ExplorationOptions options)
    {
        _program = start.Program;
        _options = options;
        _runOptions = new RunOptions(MaxDepth: options.MaxDepth);
        _injection = new FaultInjection(_program, options.Delivery, options.MaxDepth);
        Beginning = new Configuration(start.State, StaleReads.None, UInt128.Zero, [], FaultState.Of(options.Faults));
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
        var index = run.ActiveQueue.IndexOf(channel);
        builder = builder with { Moves = builder.Moves.Add(Move.Deliver(channel)) };
        Steps++;
        if (configuration.Faults is { } faults)
        {
            var (ignoring, after) = _injection.Arrive(index, run, faults);
            configuration = configuration with { Faults = after };
            if (ignoring is not null) return builder with { Configuration = configuration with { Run = ignoring }, Touched = builder.Touched.Add(channel.Target) };
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

    /// <summary>The faults that can strike now.</summary>
    public static IEnumerable<Move> Faults(Configuration configuration) => FaultInjection.Possible(configuration.Run, configuration.Faults).Select(Move.Strike);

    /// <summary>Lets a fault strike.</summary>
    public Configuration Strike(Configuration configuration, Move move)
    {
        var effect = _injection.Strike(new Fault(move.Fault!.Value, move.Channel), configuration.Run, configuration.Faults!);
        return configuration with { Run = effect.Run, Faults = effect.Faults, Output = effect.Output.Aggregate(configuration.Output, FingerprintWriter.Append) };
    }
}
