using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <content>Failures that end direct runs without an exception of .NET.</content>
/// <remarks>
/// If such a failure leaves all calls of the unit, with no handler on the way, and takes back all that the unit did, it is the unit's answer: nothing
/// would be left for events to do. On its way out, each call that it leaves adds itself to the chain, as events would.
/// </remarks>
internal sealed partial class UnitExecutor
{
    private readonly List<CallSite> _directChain = [];

    /// <summary>What the failure says that has ended the direct run; null if it has not been ended so, or a handler might take the failure.</summary>
    private string? _directFailure;

    /// <summary>Where it arose; if it is that a call could not begin, it is said by the caller.</summary>
    private SourceSpan _directFailureAt = SourceSpan.None;
    private bool _isFailureOfCall;

    /// <summary>A failure leaves the step: the code that calls this returns, and all that has called it.</summary>
    /// <param name="span">The number of the place where it arises.</param>
    public void FailDirect(string message, int span)
    {
        FailDirect(message, isFailureOfCall: false);
        _directFailureAt = program.Span(span);
    }

    /// <summary>A call, if it has failed, is left by the failure.</summary>
    /// <param name="home">The entity that was called.</param>
    /// <param name="site">The number of the call.</param>
    public void LeaveCall(EntityInstance home, int site)
    {
        if (_directFailure is null) return;
        var (callee, calledAt) = program.Site(site);
        LeaveCall(home, callee, calledAt);
    }

    /// <summary>What has failed might be handled by who called it.</summary>
    public void LeaveToHandler() => _directFailure = null;

    private void FailAtCall(string message) => FailDirect(message, isFailureOfCall: true);

    private void FailDirect(string message, bool isFailureOfCall)
    {
        (_hasLeft, _directFailure, _isFailureOfCall) = (true, message, isFailureOfCall);
        _directChain.Clear();
    }

    private void LeaveCall(EntityInstance home, Method callee, SourceSpan calledAt)
    {
        if (_isFailureOfCall)
        {
            (_directFailureAt, _isFailureOfCall) = (calledAt, false);
        }
        else if (callee.Kind == MethodKind.Initializer)
        {
            if (_directFailureAt != calledAt) _directChain.Add(CreationSite(home, calledAt));
        }
        else if (CompiledMethod.IsMemberKind(callee.Kind))
        {
            _directChain.Add(MemberSite(home, callee, calledAt));
        }
    }

    /// <summary>The failure with which the unit ends; null if it has to be executed by events to know.</summary>
    /// <param name="start">Where the unit began.</param>
    private Failure? FailureOfUnit(CompiledMethod method, EntityInstance home, Mark start, RequestContext? context)
    {
        if (_directFailure is not { } message || IsOutOfOrder || !IsTakenBack(method, start)) return null;
        LeaveCall(home, method.Method, context?.CalledAt ?? SourceSpan.None);
        return new Failure(message, _directFailureAt, [.. _directChain]);
    }

    /// <summary>Whether a failure that leaves the unit takes back all that it did: what was done in the step that fails, and in a transaction.</summary>
    private bool IsTakenBack(CompiledMethod method, Mark start) =>
        method.IsTransactional || _edgeCount == 1 || (_undo.Count == start.Undo && _output.Count == start.Output);
}
