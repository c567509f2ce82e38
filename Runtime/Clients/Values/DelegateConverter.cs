using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Clients;

/// <summary>A converter of two functions; the one from the language gives null for a value of another type.</summary>
internal sealed class DelegateConverter<T>(
    DataType type, Func<T, Value> toValue, Func<Value, IEntityCaller, Found<T>> fromValue, params ValueConverter[] parts) : ValueConverter<T>(type)
{
    /// <inheritdoc />
    public override IEnumerable<TypeDefinition> Definitions => parts.SelectMany(part => part.Definitions);

    /// <inheritdoc />
    public override Value ToValue(T value) => value is null ? throw Missing() : toValue(value);

    /// <inheritdoc />
    public override T FromValue(Value value, IEntityCaller caller) =>
        fromValue(value, caller) is { IsFound: true, Value: var found } ? found : throw Unexpected(value);
}

/// <summary>A result, or that there is none.</summary>
internal readonly record struct Found<T>(bool IsFound, T Value)
{
    public static Found<T> Nothing => default;

    public static implicit operator Found<T>(T value) => new(true, value);
}
