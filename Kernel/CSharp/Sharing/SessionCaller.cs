using StateFlow.Clients;
using StateFlow.Clients.Sharing;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Notebooks.CSharp.Scripting;

namespace StateFlow.Notebooks.CSharp.Sharing;

/// <summary>Lets cells call the entities of a session, one call at a time.</summary>
/// <param name="print">Is given what entities print.</param>
internal sealed class SessionCaller(Session session, Action<string> print) : IEntityCaller
{
    private readonly Lock _gate = new();

    public Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation) =>
        Run(token => Answers.ResultOf(session.Call(entity, method, arguments, print, token)), cancellation);

    public Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation) =>
        Run(token => (EntityReference)Answers.ResultOf(session.Create(entity, arguments, print, token)), cancellation);

    public Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation) => Run(_ => session.Exists(entity), cancellation);

    private Task<T> Run<T>(Func<CancellationToken, T> call, CancellationToken cancellation)
    {
        // A session is for one caller at a time; once the cell has ended that is another cell.
        if (CellScope.Current is not { HasEnded: false } scope) return Task.FromException<T>(new InvalidOperationException("the cell has ended: await the calls that it makes"));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, scope.Cancellation);
        try
        {
            lock (_gate) return Task.FromResult(call(either.Token));
        }
        catch (OperationCanceledException)
        {
            return Task.FromCanceled<T>(either.Token);
        }
        catch (EntityFailureException failure)
        {
            return Task.FromException<T>(failure);
        }
    }
}
