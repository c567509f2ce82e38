using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Tests.Execution;

/// <summary>Events, states and results as text that tells all of them apart.</summary>
internal static class EventText
{
    public static string Of(Event @event) => $"{@event.GetType().Name} {@event.Id} {@event.Source} -> {@event.Target} in {Of(@event.Scope)}: " + @event switch
    {
        CreateEvent create => $"({Of(create.Arguments)}) for {Of(create.Caller)}",
        ExistsEvent exists => $"for {Of(exists.Caller)}",
        InvokeEvent invoke => $"{invoke.Method}({Of(invoke.Arguments)}) for {Of(invoke.Caller)}",
        ResumeEvent resume => $"{Of(resume.Answer)} for {Of(resume.Waiting)}",
        CompletionEvent completion => $"{Of(completion.Answer)} for {Of(completion.Waiting)}",
        AnswerEvent answer => Of(answer.Answer),
        _ => throw new ArgumentOutOfRangeException(nameof(@event)),
    };

    public static string Of(EntityState? state) => state is null ? "none" : string.Join(
        '\n',
        [
            $"{state.Entity} [{Of(state.Fields)}]",
            .. state.Joins.OrderBy(join => join.Key, StringComparer.Ordinal).Select(join => $"{join.Key}: {Of(join.Value.Waiting)}: {string.Join(", ", join.Value.Answers.Select(Of))}"),
            .. state.StartedCalls.OrderBy(call => call.Key.Id, StringComparer.Ordinal).Select(call => $"{call.Key.Id}: {Of(call.Value.Answer)} for {(call.Value.Waiting is { } waiting ? Of(waiting) : "nobody")}"),
        ]);

    public static string Of(StepResult result) => string.Join('\n', [Of(result.State), .. result.Outgoing.Select(Of), .. result.Output]);

    private static string Of(Continuation continuation) => continuation switch
    {
        ClientContinuation => "client",
        FrameContinuation { Frame: var frame } waiting => $"{frame.Owner}.{frame.Method}/b{frame.Block}[{Of(frame.Values)}] at {frame.CalledAt} < {Of(waiting.Below)}",
        JoinContinuation join => $"{join.Owner} {join.Join}.{join.Branch}",
        StartedContinuation started => started.Handle.Id,
        TransactionContinuation transaction => $"end of {Of(transaction.Scope)} < {Of(transaction.Below)}",
        _ => throw new ArgumentOutOfRangeException(nameof(continuation)),
    };

    private static string Of(TransactionScope? scope) => scope is null ? "none" : $"{scope.Id} < {Of(scope.Parent)}";

    private static string Of(Answer? answer) => answer switch
    {
        null => "to come",
        ResultAnswer result => $"{result.Value}",
        FailureAnswer failure => failure.Failure.Describe(),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private static string Of(IEnumerable<Value?> values) => string.Join(", ", values.Select(value => value?.ToString() ?? "unset"));
}
