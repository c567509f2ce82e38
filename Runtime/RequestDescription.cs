using StateFlow.Clients;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime;

/// <summary>Requests and answers, for those who pass them on.</summary>
internal static class RequestDescription
{
    /// <summary>What is asked, without the key: <c>User.BuyItem</c>, <c>User.create</c>, <c>User.exists</c>.</summary>
    public static string Member(this EntityRequest request) => request switch
    {
        InvokeRequest invoke => invoke.Method,
        CreateRequest => $"{request.Target.Entity}.create",
        ExistsRequest => $"{request.Target.Entity}.exists",
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    /// <summary>What is asked of whom, as messages show it: <c>Item("apple").UpdateStock</c>.</summary>
    public static string Describe(this EntityRequest request) => $"{request.Target}{request.Member()[request.Target.Entity.Length..]}";

    /// <summary>The result.</summary>
    /// <exception cref="EntityFailureException">There is none, but a failure.</exception>
    public static Value Result(this Answer answer) => answer switch
    {
        ResultAnswer { Value: var value } => value,
        FailureAnswer { Failure: var failure } => throw new EntityFailureException(failure),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };
}
