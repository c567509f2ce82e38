using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Telemetry;

/// <summary>Is told of the calls between entities that a request makes, while it is executed.</summary>
/// <remarks>
/// Called by the worker that executes the request, one call at a time. Each <see cref="Called"/> is followed by its own
/// <see cref="Returned"/>, also if the call fails, after those of the calls that it makes.
/// </remarks>
internal interface IHopObserver
{
    /// <summary>The request is executed, or executed again; what was told of an earlier execution had no effect.</summary>
    /// <param name="attempt">Which execution it is, from 1.</param>
    void Executing(int attempt);

    /// <summary>A call leaves for another entity.</summary>
    /// <param name="source">Whose member calls.</param>
    /// <param name="method">The name in the program: <c>Item.UpdateStock</c>; of a creation the initializer's.</param>
    void Called(EntityReference source, EntityReference target, string method);

    /// <summary>The innermost call that is under way has returned.</summary>
    void Returned(bool isFailure);
}
