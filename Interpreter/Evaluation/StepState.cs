using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Evaluation;

/// <summary>What one step of an entity reads and changes; its effects count only once the step succeeds.</summary>
/// <param name="operator">The type of the executing entity, or the script.</param>
/// <param name="self">The executing entity.</param>
/// <param name="fields">Its state, which the step changes in place.</param>
/// <param name="eventId">The id of the event that the step handles; handles of started calls derive from it.</param>
/// <param name="depth">How many frames are active below the step.</param>
/// <param name="maxDepth">How many may be.</param>
internal sealed class StepState(Operator @operator, EntityReference self, Value[] fields, EventId eventId, int depth, int maxDepth) : IStep
{
    // Most steps run one method, which prints nothing.
    private readonly List<InPlaceFrame> _frames = new(1);
    private List<string>? _output;
    private List<StartRequest>? _started;
    private int _handles;

    public Operator Operator { get; } = @operator;

    public EntityReference This { get; } = self;

    public Value[] Fields { get; private set; } = fields;

    /// <summary>The texts printed so far.</summary>
    public IReadOnlyList<string> Output => _output ?? (IReadOnlyList<string>)[];

    /// <summary>The calls started so far.</summary>
    public IReadOnlyList<StartRequest> Started => _started ?? (IReadOnlyList<StartRequest>)[];

    /// <summary>How many frames are active, those below the step included.</summary>
    public int Depth => FramesBelow + _frames.Count;

    /// <summary>How many frames are active below the step: fewer when the step goes on in one of them.</summary>
    public int FramesBelow { get; set; } = depth;

    public int MaxDepth { get; } = maxDepth;

    /// <summary>Whether what runs now is part of a transaction: invariants are then checked when it commits.</summary>
    public bool IsInTransaction { get; set; }

    /// <summary>Tells code that runs for long to give up.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Active calls made within the step.</summary>
    public int FrameCount => _frames.Count;

    /// <summary>The same state, apart from this one from now on.</summary>
    public StepState Copy(CancellationToken cancellation)
    {
        var copy = new StepState(Operator, This, [.. Fields], eventId, FramesBelow, MaxDepth) { IsInTransaction = IsInTransaction, _handles = _handles, Cancellation = cancellation };
        if (_output is not null) copy._output = [.. _output];
        if (_started is not null) copy._started = [.. _started];
        copy._frames.AddRange(_frames);
        return copy;
    }

    public void Print(string text) => (_output ??= []).Add(text);

    /// <summary>The texts printed since the last call, which are then forgotten.</summary>
    public ImmutableArray<string> TakeOutput()
    {
        if (_output is null) return [];
        ImmutableArray<string> output = [.. _output];
        _output.Clear();
        return output;
    }

    public CallHandle Start(EvaluatedCall call)
    {
        var handle = new CallHandle($"{eventId}/{_handles++}");
        (_started ??= []).Add(new StartRequest(handle, call));
        return handle;
    }

    public void Enter(Method method, SourceSpan span)
    {
        if (Depth >= MaxDepth) throw Failure($"the depth limit is reached: calls are nested deeper than {MaxDepth} frames", span);
        _frames.Add(new InPlaceFrame(method, span));
    }

    public void Leave() => _frames.RemoveAt(_frames.Count - 1);

    /// <summary>Forgets the frames that a failure, caught now, has left.</summary>
    public void Unwind(int frameCount) => _frames.RemoveRange(frameCount, _frames.Count - frameCount);

    /// <summary>A failure that arises now, with the members that are active in this step.</summary>
    public FailureException Failure(string message, SourceSpan span)
    {
        var chain = ImmutableArray.CreateBuilder<CallSite>();
        for (var i = _frames.Count - 1; i >= 0; i--)
        {
            var (method, call) = _frames[i];
            if (method.Kind is MethodKind.Method or MethodKind.Property) chain.Add(new CallSite($"{This}.{method.ShortName}", call));
        }

        return new FailureException(new Failure(message, span, chain.ToImmutable()));
    }

    public Savepoint Save() => new([.. Fields], Output.Count, Started.Count);

    /// <summary>Undoes what was done since <paramref name="savepoint"/>, which can be used once.</summary>
    public void Rollback(Savepoint savepoint)
    {
        Fields = savepoint.Fields;
        _output?.RemoveRange(savepoint.OutputCount, _output.Count - savepoint.OutputCount);
        _started?.RemoveRange(savepoint.StartedCount, _started.Count - savepoint.StartedCount);
    }

    private readonly record struct InPlaceFrame(Method Method, SourceSpan Span);
}

/// <summary>A state to which a step can return.</summary>
internal sealed record Savepoint(Value[] Fields, int OutputCount, int StartedCount);

/// <summary>A call that a script does not wait for yet.</summary>
internal sealed record StartRequest(CallHandle Handle, EvaluatedCall Call);
