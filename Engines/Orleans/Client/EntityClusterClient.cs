using StateFlow.Clients;
using StateFlow.Execution.Calls;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Grains;
using StateFlow.Orleans.Hosting;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Client;

/// <summary>Calls the entities of a cluster. A request that gets no answer is repeated; it is executed once.</summary>
/// <remarks>
/// To be had from the services of a silo or client with <c>AddStateFlow</c>. All methods throw <see cref="EntityFailureException"/> for a
/// failure of the program, <see cref="ArgumentException"/> for what the program does not know, <see cref="RequestTimeoutException"/>
/// if no answer comes in time, and <see cref="ClusterException"/> if the cluster cannot give any.
/// </remarks>
public sealed class EntityClusterClient : IEntityCaller
{
    private readonly RequestSender _sender;
    private readonly CallCheck _check;

    internal EntityClusterClient(EntityGrains grains, HostedApplication application, ProgramCatalog catalog, Acknowledgements acknowledgements)
    {
        _sender = new RequestSender(grains, application, catalog, acknowledgements);
        _check = new CallCheck(application.Version.Program, new ValueTypes(application.Version.Program));
    }

    /// <summary>What the entities are.</summary>
    public Program Program => _sender.Application.Version.Program;

    /// <summary>The name under which they are stored.</summary>
    public string Application => _sender.Application.Name;

    /// <inheritdoc />
    public Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation)
    {
        var name = $"{entity.Entity}.{method}";
        _check.Invoke(entity, name, arguments);
        return AskAsync(new InvokeEvent(RequestIds.Next(), Scheduler.Script, entity, null, new ClientContinuation(), name, [.. arguments], SourceSpan.None), cancellation);
    }

    /// <inheritdoc />
    public async Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation)
    {
        var target = _check.Create(entity, arguments);
        var create = new CreateEvent(RequestIds.Next(), Scheduler.Script, target, null, new ClientContinuation(), [.. arguments], SourceSpan.None);
        return (EntityReference)await AskAsync(create, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation)
    {
        _check.Entity(entity);
        var exists = new ExistsEvent(RequestIds.Next(), Scheduler.Script, entity, null, new ClientContinuation(), SourceSpan.None);
        return ((BoolValue)await AskAsync(exists, cancellation).ConfigureAwait(false)).Value;
    }

    /// <summary>Runs the program's script in this process, its calls on the cluster.</summary>
    /// <param name="print">Is given what the program prints.</param>
    /// <returns>What stopped the script; null if it ran to its end.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled; calls under way end nevertheless.</exception>
    public Task<Failure?> RunScriptAsync(Action<string> print, CancellationToken cancellation = default) =>
        new ClusterScriptRunner(_sender, print).RunAsync(cancellation);

    private async Task<Value> AskAsync(CallEvent request, CancellationToken cancellation) =>
        (await _sender.AskAsync(request, cancellation).ConfigureAwait(false)).Answer switch
        {
            ResultAnswer { Value: var value } => value,
            FailureAnswer { Failure: var failure } => throw new EntityFailureException(failure),
            var other => throw new InvalidOperationException($"unknown answer {other.GetType().Name}"),
        };

}
