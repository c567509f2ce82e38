using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Faults;
using StateFlow.Interpreter.Tracing;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Runs a program in a given order and writes down what happens.</summary>
internal sealed class Replay : IRunObserver
{
    private readonly Stepper _stepper;
    private readonly TraceRecorder _recorder;
    private readonly List<StartedCallText> _calls = [];
    private readonly List<int> _callOfStep = [];
    private readonly List<int> _choiceOfStep = [];
    private readonly Dictionary<string, int> _indexes = [];
    private readonly List<int> _choices = [];
    private readonly List<InjectedFault> _faults = [];
    private Configuration _configuration;

    /// <summary>The transaction under way, which is one transition; null outside.</summary>
    private TransitionBuilder? _transaction;

    public Replay(Stepper stepper)
    {
        _stepper = stepper;
        _recorder = new TraceRecorder(stepper.Program);
        _configuration = stepper.Beginning;
    }

    /// <summary>The run so far.</summary>
    public Interleaving Interleaving => new(
        new Schedule(_choices.ToSequence(), _faults.ToSequence()),
        _faults.Count == 0 ? _recorder.Trace : RepeatedMessages.Distinguish(_recorder.Trace),
        _calls.ToSequence(),
        _callOfStep.ToSequence(),
        _choiceOfStep.ToSequence());

    public Configuration Configuration => _configuration;

    /// <summary>Goes one delivery or fault further.</summary>
    public void Advance(Move move)
    {
        if (move.Fault is { } fault)
        {
            _faults.Add(new InjectedFault(
                _choices.Count,
                fault,
                fault == FaultKind.Crash ? -1 : _configuration.Run.ActiveQueue.IndexOf(move.Channel),
                move.Channel.Target.ToString()));
            _configuration = _stepper.Strike(_configuration, move);
            return;
        }

        _choices.Add(_configuration.Run.ActiveQueue.IndexOf(move.Channel));
        var after = _stepper.Step(_transaction ?? new TransitionBuilder(_configuration), move.Channel, this);
        _configuration = after.Configuration;
        _transaction = _configuration.Run.Transactions.IsEmpty ? null : after;
    }

    /// <summary>Runs by a schedule.</summary>
    /// <exception cref="ArgumentException">The schedule is not one of this program.</exception>
    public static Replay Run(Program program, Schedule schedule, ExplorationOptions options)
    {
        var replay = new Replay(new Stepper(program, options with { Faults = schedule.Faults.Count }));
        foreach (var (choice, index) in schedule.Choices.Select((choice, index) => (choice, index)))
        {
            replay.Strike(schedule, index);
            var ready = Stepper.Ready(replay._configuration);
            if ((uint)choice >= (uint)ready.Length) throw Mismatch($"choice {index} is {choice}, but there are {ready.Length} events");
            replay.Advance(Move.Deliver(ready[choice]));
        }

        replay.Strike(schedule, schedule.Choices.Count);
        return replay;
    }

    public void Handled(Event @event, EntityState? before, IReadOnlyList<VisitedBlock> path, StepResult result)
    {
        _recorder.Handled(@event, before, path, result);
        AddStep(@event);
    }

    public void Ended(CompletionEvent completion, bool isUndone, EntityStore before, EntityStore after, Event reply)
    {
        _recorder.Ended(completion, isUndone, before, after, reply);
        AddStep(completion);
    }

    public void Answered(AnswerEvent answer)
    {
        _recorder.Answered(answer);
        AddStep(answer);
    }

    private void Strike(Schedule schedule, int index)
    {
        foreach (var fault in schedule.Faults.Where(fault => fault.Before == index))
        {
            var found = FaultInjection.Find(fault, _configuration.Run, _configuration.Faults);
            Advance(Move.Strike(found ?? throw Mismatch($"no {fault.Kind} can strike {fault.Entity} before choice {index}")));
        }
    }

    private static ArgumentException Mismatch(string reason) => new($"the schedule does not fit the program: {reason}");

    private void AddStep(Event @event)
    {
        _choiceOfStep.Add(_choices.Count - 1);
        if (CallRoot.Of(@event, _configuration.Run.Store) is not { } handle)
        {
            _callOfStep.Add(-1);
            return;
        }

        if (!_indexes.TryGetValue(handle.Id, out var index))
        {
            _indexes[handle.Id] = index = _calls.Count;
            _calls.Add(Text(_recorder.Trace.Steps[^1].Received));
        }

        _callOfStep.Add(index);
    }

    private static StartedCallText Text(TraceMessage call) =>
        new(call.Kind == TraceMessageKind.Call ? $"{call.To}.{call.Text}" : call.Text, call.Span);
}
