namespace StateFlow.Runtime.Hosting;

/// <summary>No answer came in time. The request may have been executed or not.</summary>
public sealed class RequestTimeoutException(EntityRequest request, TimeSpan timeout) : EngineException(
    $"{request.Describe()} gave no answer within {timeout.TotalSeconds:0.###} s and may yet be executed: {Advice(request)}")
{
    /// <summary>What was asked.</summary>
    public EntityRequest Request { get; } = request;

    private static string Advice(EntityRequest request) => request.Id is null
        ? "to be able to repeat it safely, give a request an id"
        : $"repeat it with its id `{request.Id}`, and it is executed once";
}
