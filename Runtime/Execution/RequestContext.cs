using StateFlow.Language.Syntax;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Runtime.Execution;

/// <summary>Where a request comes from, and who follows it.</summary>
/// <param name="CalledAt">Where the call stands, if in a script.</param>
/// <param name="Depth">How many frames are active in the script.</param>
/// <param name="Observer">Is told of the calls that the request makes; null if nobody wants to know.</param>
internal sealed record RequestContext(SourceSpan CalledAt, int Depth, IHopObserver? Observer)
{
    private int _attempts;

    /// <summary>A request of a client that is observed.</summary>
    public static RequestContext? ObservedBy(IHopObserver? observer) => observer is null ? null : new RequestContext(SourceSpan.None, 0, observer);

    /// <summary>The request begins to be executed, for the first time or again.</summary>
    public void Begin() => Observer?.Executing(++_attempts);
}
