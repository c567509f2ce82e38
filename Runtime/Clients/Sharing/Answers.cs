using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Clients.Sharing;

/// <summary>What sessions answer, as callers give it on.</summary>
internal static class Answers
{
    /// <summary>The result.</summary>
    /// <exception cref="EntityFailureException">There is none, but a failure.</exception>
    public static Value ResultOf(Answer answer) => answer switch
    {
        ResultAnswer result => result.Value,
        FailureAnswer failure => throw new EntityFailureException(failure.Failure),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };
}
