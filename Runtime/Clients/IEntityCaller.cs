using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Clients;

/// <summary>Executes what clients ask of entities: a notebook's session, an embedded runtime, a cluster.</summary>
/// <remarks>All methods throw <see cref="EntityFailureException"/> for a failure of the program, and may be called by several threads.</remarks>
public interface IEntityCaller
{
    /// <summary>Calls a method or reads a property.</summary>
    /// <param name="method">Its name without the entity's: <c>BuyItem</c>.</param>
    Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation);

    /// <summary>Creates an entity.</summary>
    /// <param name="entity">The name of its type.</param>
    /// <param name="arguments">The constructor's arguments.</param>
    Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation);

    /// <summary>Whether an entity exists.</summary>
    Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation);
}
