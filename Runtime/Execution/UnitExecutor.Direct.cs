using StateFlow.Execution.Analysis;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <content>Direct runs: a unit without events and frames, by code that calls its callees.</content>
/// <remarks>
/// A direct run knows nothing of handlers and savepoints. If a failure leaves a step, the run is left: all that it did is undone, and the unit is executed
/// by events, which do the same up to the failure; unless it is known already what comes of it, as the part about failures says. So whether a unit was run
/// directly cannot be seen, but for the time it takes.
/// The direct code of <see cref="DirectCompiler"/> uses the public members.
/// </remarks>
internal sealed partial class UnitExecutor
{
    /// <summary>How deep direct calls may be nested.</summary>
    private const int MaxDirectDepth = 64;

    private readonly DirectCredit[] _directCredits = new DirectCredit[program.Methods.Length];
    private int[] _edgesTaken = new int[16];
    private int _edgeCount;
    private int _directDepth;
    private bool _isDirect;
    private bool _hasLeft;

    private DirectScope _scope = new(worker);

    /// <summary>How many units have been run directly.</summary>
    public long DirectRuns { get; private set; }

    /// <summary>How many direct runs have been left.</summary>
    public long LeftDirectRuns { get; private set; }

    /// <summary>Runs a unit directly.</summary>
    /// <returns>Its answer; null if nothing has been done, and the unit has to be executed by events.</returns>
    public Answer? TryRunDirectly(CompiledMethod method, EntityInstance home, Value[] arguments, RequestContext? context)
    {
        if (!program.CallsDirectly || context?.Observer is not null) return null;
        ref var credit = ref _directCredits[method.Index];
        if (!credit.IsGiven) return null;
        var start = CurrentMark;
        _depthBelow = context?.Depth ?? 0;
        (_isDirect, _hasLeft, _edgeCount, _directFailure) = (true, false, 0, null);
        _directDepth = Math.Min(MaxDirectDepth, maxDepth - _depthBelow - 1);
        _scope.Begin();
        var result = RunDirect(method, home, arguments);
        _isDirect = false;
        (_frames, SiteCount, _state) = (0, 0, null);
        Failure? failure = null;
        if (result is null)
        {
            failure = FailureOfUnit(method, home, start, context);
            _transactions = 0;
            RollBack(start);
            if (failure is null)
            {
                LeftDirectRuns++;
                credit.Failed();
                return null;
            }
        }

        DirectRuns++;
        credit.Succeeded();
        foreach (var edge in _edgesTaken.AsSpan(0, _edgeCount)) Edges[edge]++;
        if (!KeepsUndo) ForgetUndo(start.Undo);
        return failure is null ? AnswerOf(result!) : new FailureAnswer(failure);
    }

    /// <summary>Begins a call at its entity.</summary>
    /// <param name="edge">The edge that the call takes.</param>
    /// <param name="access">What its first step may do.</param>
    /// <returns>The state to work on; null if the direct run is left.</returns>
    public EntityInstance? BeginDirect(EntityInstance home, int edge, Access access, bool isTransaction)
    {
        if (!EnterDirect(edge)) return null;
        var state = OpenHome(home, access);
        if (!state.Exists) FailAtCall(Missing(home));
        if (isTransaction && ++_transactions == 1) _scope.Begin();
        return Opened(home, state);
    }

    /// <summary>Begins the creation of an entity.</summary>
    /// <returns>The state to set; null if the direct run is left.</returns>
    public EntityInstance? BeginCreation(EntityInstance home, int edge)
    {
        if (!EnterDirect(edge)) return null;
        var state = OpenHome(home, Access.Read | Access.Write);
        if (state.Exists) FailAtCall(Present(home));
        else state.Exists = true;
        return Opened(home, state);
    }

    /// <summary>Begins a call in the step under way.</summary>
    /// <returns>The state to work on; null if the direct run is left.</returns>
    public EntityInstance? BeginInPlace()
    {
        if (++_frames > _directDepth) _hasLeft = true;
        return _hasLeft ? null : _state;
    }

    /// <summary>Whether an entity exists, as a call of its own.</summary>
    public bool ExistsDirect(EntityInstance home, int edge) => EnterDirect(edge) && OpenHome(home, Access.None).Exists;

    /// <summary>A call is over.</summary>
    /// <returns>False if the direct run is left.</returns>
    public bool ReturnedDirect()
    {
        _frames--;
        return !_hasLeft;
    }

    /// <summary>Goes on, after a call that is over, in a step of its own.</summary>
    /// <returns>The state to work on; null if the direct run is left.</returns>
    public EntityInstance? ResumeDirect(EntityInstance home, Access access) => ReturnedDirect() ? OpenDirect(home, access) : null;

    /// <summary>Begins a step.</summary>
    /// <returns>The state to work on; null if the direct run is left.</returns>
    public EntityInstance? OpenDirect(EntityInstance home, Access access) => Opened(home, OpenHome(home, access));

    /// <summary>Goes on, after a call in place that is over, in the step in which it has ended.</summary>
    /// <returns>The state to work on; null if the direct run is left.</returns>
    public EntityInstance? ContinueDirect() => ReturnedDirect() ? _state : null;

    /// <summary>Ends a step that may have written.</summary>
    /// <returns>False if the direct run is left.</returns>
    public bool EndDirectStep(EntityInstance state) => _transactions > 0 || Keeps(state);

    /// <summary>Ends a transaction.</summary>
    /// <returns>False if the direct run is left.</returns>
    public bool CommitDirect()
    {
        if (--_transactions > 0) return true;
        foreach (var home in _touched)
        {
            _state = Current(home);
            if (!Keeps(_state)) return false;
        }

        _touched.Clear();
        return true;
    }

    /// <summary>Leaves the direct run: the code that calls this returns, and all that has called it.</summary>
    public void LeaveDirect() => _hasLeft = true;

    private Value? RunDirect(CompiledMethod method, EntityInstance home, Value[] arguments)
    {
        try
        {
            var result = method.DirectRoot(this, home, arguments);
            return _hasLeft ? null : result;
        }
        catch (Exception exception) when (exception is FailureException or InvalidCastException)
        {
            return null;
        }
    }

    private bool EnterDirect(int edge)
    {
        if (_edgeCount == _edgesTaken.Length) Array.Resize(ref _edgesTaken, 2 * _edgeCount);
        _edgesTaken[_edgeCount++] = edge;
        if (++_frames <= _directDepth) return true;
        _hasLeft = true;
        return false;
    }

    private EntityInstance OpenHome(EntityInstance home, Access access)
    {
        if (_ticket != 0)
        {
            var state = Open(home, access);
            _hasLeft |= IsOutOfOrder;
            return state;
        }

        // The whole run is undone or nothing, so what the entity was before its first write is enough.
        if ((access & Access.Write) == 0 || !_scope.Write(home)) return home;
        BeforeWrite(home);
        Note(home);
        return home;
    }

    private EntityInstance? Opened(EntityInstance home, EntityInstance state)
    {
        if (_hasLeft) return null;
        if (_transactions > 0 && home.Operator.HasInvariants) TouchDirect(home);
        return _state = state;
    }

    private void TouchDirect(EntityInstance home)
    {
        if (_ticket != 0) Touch(home);
        else if (_scope.Touch(home)) _touched.Add(home);
    }

    private bool Keeps(EntityInstance state)
    {
        if (state.Operator.Invariants(this, state)) return true;
        _hasLeft = true;
        return false;
    }
}

/// <summary>Whether it is worth while to run a method directly: not if most of the last attempts were left.</summary>
internal struct DirectCredit
{
    private const int Most = 64;
    private const int PriceOfFailure = 16;

    private int _credit;

    /// <summary>Whether the next unit is to be run directly; each time it is not, the credit grows.</summary>
    public bool IsGiven => _credit >= 0 || ++_credit >= 0;

    /// <summary>A direct run went to its end.</summary>
    public void Succeeded()
    {
        if (_credit < Most) _credit++;
    }

    /// <summary>A direct run was left.</summary>
    public void Failed() => _credit -= PriceOfFailure;
}
