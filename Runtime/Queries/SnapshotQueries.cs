using StateFlow.Clients;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Runtime;

/// <summary>Snapshots as collections of typed states.</summary>
public static class SnapshotQueries
{
    extension(EngineSnapshot snapshot)
    {
        /// <summary>The states of all entities of a type, in no order.</summary>
        /// <param name="caller">Executes what is asked of entities in the states; without one nothing can be.</param>
        /// <exception cref="ValueConversionException">The snapshot is of another program than <typeparamref name="TState"/>.</exception>
        /// <example>
        /// <code>
        /// var snapshot = await engine.SnapshotAsync();
        /// var soldOut = snapshot.Entities&lt;ItemState>().Where(item => item.Stock == 0);
        /// </code>
        /// </example>
        public IEnumerable<TState> Entities<TState>(IEntityCaller? caller = null)
            where TState : IEntityState<TState>
        {
            var asked = caller ?? NoCaller.Instance;
            return snapshot.Entities.Where(entity => entity.Entity.Entity == TState.EntityType).Select(entity => TState.FromFields(entity.Fields, asked));
        }
    }

    private sealed class NoCaller : IEntityCaller
    {
        public static NoCaller Instance { get; } = new();

        public Task<Value> CallAsync(EntityReference entity, string method, Sequence<Value> arguments, CancellationToken cancellation) => throw Refusal();

        public Task<EntityReference> CreateAsync(string entity, Sequence<Value> arguments, CancellationToken cancellation) => throw Refusal();

        public Task<bool> ExistsAsync(EntityReference entity, CancellationToken cancellation) => throw Refusal();

        private static InvalidOperationException Refusal() =>
            new("entities of a snapshot can be asked nothing: give the engine to `Entities<TState>(engine)`, and they are asked as they are now");
    }
}
