using StateFlow.Execution.Analysis;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Runtime.Execution;

/// <summary>Executes units one after another on one thread: a request with everything that it calls, step by step.</summary>
/// <remarks>
/// Alone, a unit works on the committed states and notes how to undo what it does. Beside others (<see cref="Begin(long)"/>) it
/// works on copies, and reserves what it reads and writes.
/// </remarks>
/// <param name="worker">Which of the engine's threads uses it.</param>
/// <param name="script">Makes the calls of the script that is executed; null for units.</param>
internal sealed partial class UnitExecutor(CompiledProgram program, int maxDepth, int worker = 0, IScriptHost? script = null) : IFunctionStep
{
    private readonly List<string> _output = [];
    private Frame? _top;
    private int _entry;
    private EntityInstance? _state;
    private int _frames;
    private int _depthBelow;
    private RequestContext? _context;

    /// <summary>Of the frames on top, how many are active in this step: they ran in it, or were called in place by one that did.</summary>
    private int _stepFrames;

    /// <summary>What the logs held when the step began.</summary>
    private Mark _stepMark;

    /// <summary>How many transactions are open, each but the first nested in another.</summary>
    private int _transactions;
    private bool _isDone;
    private ResultAnswer? _lastResult;

    /// <summary>Set by another thread to end what runs.</summary>
    public volatile bool IsInterrupted;

    /// <summary>The failure of the unit that was executed last; null if it has a result.</summary>
    public Failure? Failed { get; private set; }

    /// <summary>What that unit printed.</summary>
    public IReadOnlyList<string> Output => _output;

    /// <summary>How many events took each edge of the dataflow: from the source's index times the number of vertices to the target's; the last source is the ingress.</summary>
    public long[] Edges { get; } = new long[(program.Operators.Length + 1) * program.Operators.Length];

    private IHopObserver? Hops => _context?.Observer;

    /// <summary>Executes a unit.</summary>
    /// <param name="call">The call that the request makes.</param>
    /// <param name="context">Where the request comes from; null if from a client whom nobody follows.</param>
    public void Run(Frame call, RequestContext? context)
    {
        _context = context;
        _depthBelow = context?.Depth ?? 0;
        context?.Begin();
        Deliver(call);
        while (!_isDone)
        {
            try
            {
                Advance();
            }
            catch (FailureException exception)
            {
                Raise(exception.Failure);
            }
            catch (InvalidCastException)
            {
                Raise(FailureOf("the program is malformed: a value is of another type than expected", SourceSpan.None));
            }
        }
    }

    private Value Result(Frame call) => call.Kind switch
    {
        FrameKind.Create => call.Home!.Reference,
        FrameKind.Exists => BoolValue.Of(BoolResult),
        _ => ResultOf(call.Method),
    };

    /// <summary>The answer of the unit that was executed last.</summary>
    /// <param name="call">The call that it made, which is not used any more.</param>
    public Answer AnswerTo(Frame call)
    {
        if (Failed is { } failure) return new FailureAnswer(failure);
        var result = Result(call);
        Release(call);
        return AnswerOf(result);
    }

    private ResultAnswer AnswerOf(Value result) =>
        // Most results of a unit or a bool are those of the unit before.
        ReferenceEquals(result, _lastResult?.Value) ? _lastResult! : _lastResult = new ResultAnswer(result);

    private void Clear()
    {
        _output.Clear();
        _touched.Clear();
        _top = null;
        _state = null;
        _isDone = _isDirect = _isInPlaceTransaction = false;
        (_frames, _stepFrames, _transactions, SiteCount) = (0, 0, 0, 0);
        Failed = null;
    }

    /// <summary>Runs code until the unit is done or fails.</summary>
    private void Advance()
    {
        while (!_isDone)
        {
            var running = _top!;
            switch (running.Method.Code(this, running, _state!, _entry))
            {
                case Signal.Return:
                    Return(running);
                    break;
                case Signal.Call:
                    Call(running, Callee!);
                    break;
                case Signal.Fork:
                    Fork(running, Branches!);
                    break;
                case Signal.Wait:
                    Take(script!.Wait(Awaited!), running);
                    break;
                case Signal.Fail:
                    Raise((Failure)ObjectResult!);
                    break;
            }
        }
    }

    private void Call(Frame caller, Frame callee)
    {
        if (callee.Kind == FrameKind.InPlace)
        {
            CallInPlace(caller, callee);
        }
        else if (script is not null)
        {
            Take(script.Call(callee, CallSpan(caller), Depth), caller);
        }
        else if (EndStep() is { } broken)
        {
            Raise(broken, isCatchable: false);
        }
        else
        {
            callee.Below = caller;
            Deliver(callee);
        }
    }

    private void CallInPlace(Frame caller, Frame callee)
    {
        callee.Home = caller.Home;
        callee.Below = caller;
        if (Depth >= maxDepth)
        {
            Fail(TooDeep(CallSpan(caller)));
            return;
        }

        Push(callee);
        _stepFrames++;
        _entry = Entry.Begin;
    }

    /// <summary>Begins the step of a call that has arrived at its entity.</summary>
    private void Deliver(Frame callee)
    {
        var home = callee.Home!;
        Edges[(callee.Below is { Home.Operator.Index: var source } ? source : program.Operators.Length) * program.Operators.Length + home.Operator.Index]++;
        if (Hops is { } hops && callee.Below is { Home: { } caller }) hops.Called(caller.Reference, home.Reference, callee.Method?.Method.Name ?? $"{home.Operator.Name}.exists");
        _stepMark = CurrentMark;
        _state = null;
        if (callee.Kind == FrameKind.Exists)
        {
            BoolResult = Open(home, Access.None).Exists;
            Answer(callee, callee.Below);
            return;
        }

        Push(callee);
        _stepFrames = 1;
        _entry = Entry.Begin;
        _state = Open(home, callee.Kind == FrameKind.Create ? Access.Read | Access.Write : callee.Method!.AccessFrom(Entry.Begin));
        var isCreation = callee.Kind == FrameKind.Create;
        if (isCreation == _state.Exists)
        {
            Raise(new Failure(isCreation ? Present(home) : Missing(home), CalledAt(callee), []));
            return;
        }

        if (Depth > maxDepth)
        {
            _stepFrames = 0;
            var failure = TooDeep(CalledAt(callee));
            _stepFrames = 1;
            Raise(failure);
            return;
        }

        if (isCreation)
        {
            _state.Exists = true;
        }
        else if (callee.Method!.IsTransactional)
        {
            callee.IsTransaction = true;
            callee.Mark = _stepMark;
            _transactions++;
        }

        Touch(home);
    }

    private void Return(Frame done)
    {
        if (done.Kind == FrameKind.InPlace)
        {
            Pop();
            if (_stepFrames > 1) _stepFrames--;
            _entry = Entry.Result(_top!.Block);
            Release(done);
            return;
        }

        if (script is null && EndStep() is { } broken)
        {
            Raise(broken, isCatchable: false);
            return;
        }

        if (done.IsTransaction && Commit(done) is { } violated)
        {
            Raise(violated, isCatchable: false);
            return;
        }

        Pop();
        if (done.Kind == FrameKind.Create) SetKeyResult(done.Home!);
        Answer(done, done.Below);
    }

    /// <summary>Hands the result in the registers to who waits for it.</summary>
    private void Answer(Frame done, Frame? waiting)
    {
        if (waiting is null)
        {
            _isDone = true;
            return;
        }

        Hops?.Returned(isFailure: false);
        if (done.Branch >= 0)
        {
            waiting.Fork!.Results[done.Branch] = Result(done);
            Release(done);
            NextBranch(waiting);
            return;
        }

        Release(done);
        Resume(waiting, Entry.Result(waiting.Block));
    }

    /// <summary>Begins a step in which the method at the top goes on; its state is not opened yet.</summary>
    private void BeginStep() => (_stepMark, _stepFrames, _state) = (CurrentMark, 1, null);

    /// <summary>Begins a step in which a method goes on that has waited, with its state.</summary>
    private void Resume(Frame waiting, int entry)
    {
        BeginStep();
        _entry = entry;
        _state = Open(waiting.Home!, AccessFrom(waiting, entry));
        Touch(waiting.Home!);
    }

    /// <summary>Goes on in the script with an answer from outside.</summary>
    private void Take(ScriptAnswer answer, Frame waiting)
    {
        if (answer.Failure is { } failure)
        {
            Fail(failure);
            return;
        }

        SetRegister(answer.Value!);
        _entry = Entry.Result(waiting.Block);
    }

    private void Push(Frame frame)
    {
        frame.Block = -1;
        _top = frame;
        _frames++;
    }

    private void Pop()
    {
        _top = _top!.Below;
        _frames--;
    }

    /// <summary>What a step may do that begins there; it can go on in the methods that have called this one in place.</summary>
    private static Access AccessFrom(Frame frame, int entry)
    {
        var access = frame.Method.AccessFrom(entry);
        while (frame.Kind == FrameKind.InPlace)
        {
            frame = frame.Below!;
            access |= frame.Method.AccessFrom(Entry.Result(frame.Block)) | frame.Method.AccessFrom(Entry.Failure(frame.Block));
        }

        return access;
    }
}
