using StateFlow.Interpreter.Values;

namespace StateFlow.Clients;

/// <summary>A reference to an entity, of which the methods can be called.</summary>
/// <remarks>Equal to another of the same entity type and key, also across two definitions of a type. The entity need not exist.</remarks>
public abstract class EntityClient(IEntityCaller caller, EntityReference reference) : IEquatable<EntityClient>
{
    private readonly IEntityCaller _caller = caller;

    /// <summary>The entity's type and key.</summary>
    public EntityReference Reference { get; } = reference;

    /// <inheritdoc />
    public bool Equals(EntityClient? other) => other is not null && Reference.Equals(other.Reference);

    /// <inheritdoc />
    public sealed override bool Equals(object? obj) => Equals(obj as EntityClient);

    /// <inheritdoc />
    public sealed override int GetHashCode() => Reference.GetHashCode();

    /// <summary>As the language shows it: <c>Item("apple")</c>.</summary>
    public sealed override string ToString() => Reference.ToString();

    /// <summary>Calls a method that gives a value, or reads a property.</summary>
    protected async Task<T> CallAsync<T>(string method, ValueConverter<T> result, CancellationToken cancellation, params Value[] arguments) =>
        result.FromValue(await _caller.CallAsync(Reference, method, [.. arguments], cancellation).ConfigureAwait(false), _caller);

    /// <summary>Calls a method that gives <c>()</c>.</summary>
    protected Task CallAsync(string method, CancellationToken cancellation, params Value[] arguments) =>
        _caller.CallAsync(Reference, method, [.. arguments], cancellation);
}

/// <summary>A reference to an entity with a key of such a type, which is <see cref="string"/> or <see cref="long"/>.</summary>
public abstract class EntityClient<TKey>(IEntityCaller caller, EntityReference reference, ValueConverter<TKey> key)
    : EntityClient(caller, reference)
{
    /// <summary>The entity's key.</summary>
    public TKey Key { get; } = key.FromValue(reference.Key, caller);
}
