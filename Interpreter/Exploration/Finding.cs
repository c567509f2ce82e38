using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Exploration;

/// <summary>What is wrong with an interleaving.</summary>
public enum FindingKind
{
    /// <summary>An invariant does not hold, though it does in every serial order of the calls.</summary>
    BrokenInvariant,

    /// <summary>A failure stops the script.</summary>
    UnhandledFailure,

    /// <summary>A call overwrites what another has written since it read.</summary>
    LostUpdate,

    /// <summary>Something is waited for that never comes.</summary>
    Deadlock,

    /// <summary>The calls end in states or answers that no serial order of them gives.</summary>
    NonSerializable,
}

/// <summary>Something wrong, with an interleaving that shows it.</summary>
/// <param name="Span">The place in the source to look at first.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Details">What else there is to know, a line each.</param>
/// <param name="Entities">The entities that it is about.</param>
/// <param name="Run">The shortest interleaving found that shows it.</param>
public sealed record Finding(
    FindingKind Kind, SourceSpan Span, string Message, Sequence<string> Details, Sequence<string> Entities, Interleaving Run);

/// <summary>A run of a program in a certain order.</summary>
/// <param name="Schedule">The order, for running it again.</param>
/// <param name="Trace">What happens.</param>
/// <param name="Calls">The calls that the script has started, in the order in which they begin to run.</param>
/// <param name="CallOfStep">For each step of the trace the index of the call it belongs to; -1 for the script itself.</param>
/// <param name="ChoiceOfStep">For each step of the trace the index of its choice in the schedule: an event that is ignored is chosen, but makes no step.</param>
public sealed record Interleaving(Schedule Schedule, Trace Trace, Sequence<StartedCallText> Calls, Sequence<int> CallOfStep, Sequence<int> ChoiceOfStep)
{
    /// <summary>The index of the first choice that matters: that of the first started call, or the one before which a fault strikes.</summary>
    public int FirstChoiceThatMatters => CallOfStep.Zip(ChoiceOfStep)
        .Where(step => step.First >= 0).Select(step => step.Second).Take(1)
        .Concat(Schedule.Faults.Select(fault => fault.Before))
        .DefaultIfEmpty(0).Min();
}

/// <summary>A call that the script has started.</summary>
/// <param name="Text">As <c>User("ann").Deposit(5)</c>.</param>
public sealed record StartedCallText(string Text, SourceSpan Span);
