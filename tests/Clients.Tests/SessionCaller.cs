using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Clients.Tests;

/// <summary>Calls the entities of a session.</summary>
internal sealed class SessionCaller(Session session) : IEntityCaller
{
    public Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation) =>
        Task.FromResult(Result(session.Call(entity, method, arguments, static _ => { }, cancellation)));

    public Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation) =>
        Task.FromResult((EntityReference)Result(session.Create(entity, arguments, static _ => { }, cancellation)));

    public Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation) => Task.FromResult(session.Exists(entity));

    private static Value Result(Answer answer) => answer switch
    {
        ResultAnswer result => result.Value,
        FailureAnswer failure => throw new EntityFailureException(failure.Failure),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };
}
