using StateFlow.Interpreter.Values;

namespace StateFlow.Clients;

/// <summary>The entities of a type.</summary>
public abstract class EntitySet<TClient, TKey>(IEntityCaller caller, string entity, ValueConverter<TKey> key)
    where TClient : EntityClient<TKey>, IClientType<TClient>
{
    private readonly IEntityCaller _caller = caller;

    /// <summary>A reference to the entity of that key, without asking whether it exists.</summary>
    public TClient Get(TKey key) => TClient.Converter.FromValue(Reference(key), _caller);

    /// <summary>Whether there is an entity of that key.</summary>
    public Task<bool> Exists(TKey key, CancellationToken cancellation = default) => _caller.ExistsAsync(Reference(key), cancellation);

    /// <summary>Creates an entity.</summary>
    protected async Task<TClient> CreateAsync(CancellationToken cancellation, params Value[] arguments) =>
        TClient.Converter.FromValue(await _caller.CreateAsync(entity, [.. arguments], cancellation).ConfigureAwait(false), _caller);

    private EntityReference Reference(TKey value) => new(entity, key.ToValue(value));
}
