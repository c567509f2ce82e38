using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Clients;

/// <summary>Turns the language's values of one type into C# values and back.</summary>
public abstract class ValueConverter
{
    private protected ValueConverter(DataType type) => Type = type;

    /// <summary>The type of the language.</summary>
    public DataType Type { get; }

    /// <summary>The records and unions that values are made of, as they were when the C# types were generated.</summary>
    public virtual IEnumerable<TypeDefinition> Definitions => [];

    /// <summary>The value of the language for a C# value.</summary>
    /// <exception cref="ValueConversionException">There is none.</exception>
    public abstract Value ToValueObject(object? value);

    /// <summary>The C# value for a value of the language.</summary>
    /// <param name="caller">Executes what is asked of entities in the value.</param>
    /// <exception cref="ValueConversionException">The value is of another type.</exception>
    public abstract object? FromValueObject(Value value, IEntityCaller caller);
}

/// <summary>Turns the language's values of one type into values of <typeparamref name="T"/> and back.</summary>
public abstract class ValueConverter<T> : ValueConverter
{
    private protected ValueConverter(DataType type)
        : base(type)
    {
    }

    /// <summary>The value of the language for a C# value.</summary>
    /// <exception cref="ValueConversionException">There is none.</exception>
    public abstract Value ToValue(T value);

    /// <summary>The C# value for a value of the language.</summary>
    /// <param name="caller">Executes what is asked of entities in the value.</param>
    /// <exception cref="ValueConversionException">The value is of another type.</exception>
    public abstract T FromValue(Value value, IEntityCaller caller);

    /// <inheritdoc />
    public sealed override Value ToValueObject(object? value) =>
        value is T known ? ToValue(known) : throw Missing();

    /// <inheritdoc />
    public sealed override object? FromValueObject(Value value, IEntityCaller caller) => FromValue(value, caller);

    private protected ValueConversionException Missing() => new($"a `{Type}` is never null: make it an option where there may be none");

    private protected ValueConversionException Unexpected(Value value) => new($"expected a value of type `{Type}`, found {value}");
}

/// <summary>A value cannot be passed between C# and the language; the message says why.</summary>
public sealed class ValueConversionException(string message) : Exception(message);

/// <summary>A C# type that was generated from one of the language.</summary>
public interface IClientType<TSelf>
    where TSelf : IClientType<TSelf>
{
    /// <summary>How its values become values of the language, and back.</summary>
    static abstract ValueConverter<TSelf> Converter { get; }
}
