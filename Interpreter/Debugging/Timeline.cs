using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;

namespace StateFlow.Interpreter.Debugging;

/// <summary>A run that goes forward and back, a tick at a time: a statement, the end of a block, or the taking up of an event.</summary>
/// <remarks>
/// A run is a function of program, options, choices and faults, so that any place can be reached again by going on from a checkpoint before it.
/// </remarks>
internal sealed partial class Timeline
{
    private readonly LoadedProgram _program;
    private readonly RunOptions _options;
    private readonly CheckpointHistory _history;
    private readonly PrintedText _output;
    private readonly SortedDictionary<long, int> _choices = [];
    private Scheduler _scheduler;
    private CancellationToken _interruption;

    /// <param name="beginning">Where the run begins: <see cref="Scheduler.Beginning"/>, or the states of a session.</param>
    /// <param name="print">Is given what is printed, whenever <see cref="Output"/> is shown.</param>
    public Timeline(LoadedProgram program, RunState beginning, RunOptions options, DebugOptions debugOptions, Action<string>? print)
    {
        _program = program;
        _output = new PrintedText(print);
        _options = options;
        _history = new CheckpointHistory(debugOptions.MaxCheckpoints);
        _scheduler = SchedulerOf(beginning, null);
        Now = Moment.Of(_scheduler, DebugPosition.Start);
        KeepCheckpoint();
    }

    public Scheduler Scheduler => _scheduler;

    /// <summary>How often the run has advanced since its beginning.</summary>
    public long Tick { get; private set; }

    public Moment Now { get; private set; }

    /// <summary>Where the run was before the last <see cref="Advance"/>.</summary>
    public Moment Before { get; private set; }

    /// <summary>The event that the last <see cref="Advance"/> took up; null if it went on with one.</summary>
    public Event? TakenUp { get; private set; }

    /// <summary>All that was printed up to here.</summary>
    public PrintedText Output => _output;

    /// <summary>The events for which another than the run's options was chosen: by number, its index among those ready.</summary>
    public IReadOnlyDictionary<long, int> Choices => _choices;

    public CheckpointHistory History => _history;

    /// <summary>The event that is being handled, or else the one that will be handled next; null if there is none.</summary>
    public Event? CurrentOrNext => _scheduler.CurrentEvent ?? (_scheduler.IsDone ? null : _scheduler.Ready.ElementAt(NextIndex));

    /// <summary>Which of the ready events is handled next.</summary>
    public int NextIndex => Chosen ?? _scheduler.State.Order.Choose(_scheduler.State.ActiveQueue.ReadyCount).Choice;

    /// <summary>Which event was chosen to be handled next, if one was. Which ones are ready is not known before the faults have struck.</summary>
    /// <exception cref="RecordingException">The choice comes from a recording that does not fit.</exception>
    private int? Chosen
    {
        get
        {
            if (!Now.Position.IsBetweenEvents || NextFault is not null || !_choices.TryGetValue(Now.Position.Event, out var chosen)) return null;
            var count = _scheduler.State.ActiveQueue.ReadyCount;
            return chosen >= 0 && chosen < count ? chosen : throw new RecordingException($"after event {Now.Position.Event} it chooses event {chosen} of {count}: it does not fit the program");
        }
    }

    /// <summary>Goes on by one tick; false at the end of the run.</summary>
    public bool Advance()
    {
        if (_scheduler.IsDone) return false;
        var position = Now.Position;
        (TakenUp, Struck) = (null, null);
        if (NextFault is { } fault)
        {
            Strike(fault);
            position = position with { Faults = position.Faults + 1 };
        }
        else
        {
            if (!position.IsBetweenEvents || !Ignores(NextIndex))
            {
                _scheduler.Advance(StepUnit.Statement, Chosen);
                TakenUp = position.IsBetweenEvents ? _scheduler.Delivered : null;
            }

            position = _scheduler.Current is null ? new DebugPosition(position.Event + 1, 0) : new DebugPosition(position.Event, position.Statement + 1);
        }

        Tick++;
        Before = Now;
        Now = Moment.Of(_scheduler, position);
        if (_history.Wants(Tick)) KeepCheckpoint();
        return true;
    }

    /// <summary>Goes to a tick, or to the end if the run has no such tick.</summary>
    public void GoTo(long tick)
    {
        if (tick < Tick) Restore(_history.At(tick));
        while (Tick < tick && Advance())
        {
        }
    }

    /// <summary>Goes to a position, or to the first one after it if the run has no such position.</summary>
    /// <param name="pause">Asks to stop on the way.</param>
    public void GoTo(DebugPosition position, CancellationToken pause)
    {
        var checkpoint = _history.At(position);
        if (position.CompareTo(Now.Position) < 0 || checkpoint.Tick > Tick) Restore(checkpoint);
        while (Now.Position.CompareTo(position) < 0 && !pause.IsCancellationRequested && Advance())
        {
        }
    }

    /// <summary>Lets a request interrupt <see cref="Advance"/> by an <see cref="OperationCanceledException"/>, after which <see cref="Recover"/> must follow.</summary>
    public void Heed(CancellationToken interruption)
    {
        if (interruption == _interruption) return;
        _interruption = interruption;
        _scheduler = SchedulerOf(_scheduler.State, _scheduler.Current?.Copy(interruption));
    }

    /// <summary>Returns to the place from which an interrupted <see cref="Advance"/> began.</summary>
    public void Recover()
    {
        _interruption = CancellationToken.None;
        var tick = Tick;
        Restore(_history.At(tick));
        GoTo(tick);
    }

    /// <summary>Goes to the start of the stretch between checkpoints that ends at a tick after the first.</summary>
    public void GoToStretchBefore(long tick) => Restore(_history.At(tick - 1));

    /// <summary>Chooses which ready event comes next. What had come after this place is no more.</summary>
    public void Choose(int index)
    {
        foreach (var later in _choices.Keys.Where(number => number >= Now.Position.Event).ToList()) _choices.Remove(later);
        _choices[Now.Position.Event] = index;
        ForgetFaultsToCome();
        _history.ForgetAfter(Tick);
        _output.ForgetRest();
    }

    /// <summary>Takes over the choices of another run of the program.</summary>
    public void Follow(IEnumerable<KeyValuePair<long, int>> choices)
    {
        foreach (var (number, index) in choices) _choices[number] = index;
    }

    private void Restore(Checkpoint checkpoint)
    {
        _scheduler = SchedulerOf(checkpoint.State, checkpoint.Current?.Copy(_interruption));
        _output.GoTo(checkpoint.OutputLength);
        Tick = checkpoint.Tick;
        Now = Moment.Of(_scheduler, checkpoint.Position);
        Before = default;
        (TakenUp, Struck) = (null, null);
        _faults = checkpoint.Faults;
    }

    private Scheduler SchedulerOf(RunState state, StepExecution? current) => 
        new(_program, state, _options with { Cancellation = _interruption }, _output.Print, current: current);

    private void KeepCheckpoint() =>
        _history.Keep(new Checkpoint(Tick, Now.Position, _scheduler.State, _scheduler.Current?.Copy(), _output.Length, _faults));
}
