using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Telemetry;

/// <summary>Two observers as one.</summary>
internal sealed class BothObservers(IHopObserver first, IHopObserver second) : IHopObserver
{
    public void Executing(int attempt)
    {
        first.Executing(attempt);
        second.Executing(attempt);
    }

    public void Called(EntityReference source, EntityReference target, string method)
    {
        first.Called(source, target, method);
        second.Called(source, target, method);
    }

    public void Returned(bool isFailure)
    {
        first.Returned(isFailure);
        second.Returned(isFailure);
    }
}
