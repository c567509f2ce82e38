using StateFlow.Interpreter.Values;

namespace StateFlow.Clients;

/// <summary>A C# type that was generated for the state of an entity type.</summary>
public interface IEntityState<TSelf>
    where TSelf : IEntityState<TSelf>
{
    /// <summary>The name of the entity type in the language.</summary>
    static abstract string EntityType { get; }

    /// <summary>The state with such fields.</summary>
    /// <param name="fields">The values of the operator's fields, in their order.</param>
    /// <param name="caller">Executes what is asked of entities in the fields.</param>
    /// <exception cref="ValueConversionException">The fields are those of another entity type.</exception>
    static abstract TSelf FromFields(ImmutableArray<Value> fields, IEntityCaller caller);
}
