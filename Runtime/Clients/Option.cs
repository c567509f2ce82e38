using System.Diagnostics.CodeAnalysis;

namespace StateFlow.Clients;

/// <summary>The language's <c>T option</c>: a value or none. <c>default</c> is none, and a value converts to an option by itself.</summary>
public readonly record struct Option<T>
{
    private readonly T? _value;

    private Option(T value) => (_value, HasValue) = (value, true);

    /// <summary><c>None</c>.</summary>
    public static Option<T> None => default;

    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => HasValue ? _value! : throw new InvalidOperationException("the option is None: ask HasValue first");

    /// <summary><c>Some</c> value.</summary>
    public static Option<T> Some(T value) => new(value);

    /// <summary>The value, if there is one.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return HasValue;
    }

    /// <summary>The value, or another if there is none.</summary>
    public T ValueOr(T other) => HasValue ? _value! : other;

    /// <summary><c>Some</c> value.</summary>
    public static implicit operator Option<T>(T value) => new(value);

    /// <inheritdoc />
    public override string ToString() => HasValue ? $"Some {_value}" : "None";
}
