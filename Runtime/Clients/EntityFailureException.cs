using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Clients;

/// <summary>A call of an entity failed; the message is the failure's.</summary>
public sealed class EntityFailureException(Failure failure) : Exception(failure.Message)
{
    /// <summary>What went wrong.</summary>
    public Failure Failure { get; } = failure;

    /// <summary>Where it went wrong in the program.</summary>
    public SourceSpan Position => Failure.Span;

    /// <summary>The entity calls that led there, innermost first.</summary>
    public ImmutableArray<CallSite> Chain => Failure.Chain;

    /// <summary>Position, message and chain of calls, as the language shows a failure.</summary>
    public override string ToString() => Failure.Describe();
}
