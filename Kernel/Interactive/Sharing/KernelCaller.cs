using Microsoft.DotNet.Interactive;
using StateFlow.Clients;
using StateFlow.Clients.Sharing;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interactive.Sharing;

/// <summary>Lets C# cells call the entities of a session. What these print belongs to the cell that calls.</summary>
/// <param name="turn">Held by whoever uses the session.</param>
internal sealed class KernelCaller(Session session, SemaphoreSlim turn) : IEntityCaller
{
    public Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation) =>
        RunAsync((print, token) => Answers.ResultOf(session.Call(entity, method, arguments, print, token)), cancellation);

    public Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation) =>
        RunAsync((print, token) => (EntityReference)Answers.ResultOf(session.Create(entity, arguments, print, token)), cancellation);

    public Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation) => RunAsync((_, _) => session.Exists(entity), cancellation);

    private async Task<T> RunAsync<T>(Func<Action<string>, CancellationToken, T> call, CancellationToken cancellation)
    {
        var context = KernelInvocationContext.Current;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, context?.CancellationToken ?? CancellationToken.None);
        await turn.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            return call(context is null ? static _ => { } : new ContextOutput(context, context.Command).Print, either.Token);
        }
        finally
        {
            turn.Release();
        }
    }
}
