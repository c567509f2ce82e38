using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Values;

/// <summary>A value of a running program; immutable.</summary>
/// <remarks>
/// <see cref="object.Equals(object)"/> is structural and reflexive, so that values may be keys; the language's <c>=</c>,
/// for which <c>nan</c> is not equal to itself, is <see cref="ValueComparer.AreEqual"/>.
/// <see cref="ToString"/> shows the value as <c>%A</c> does.
/// </remarks>
public abstract record Value
{
    /// <inheritdoc />
    public sealed override string ToString() => ValueNotation.Structural(this);
}

/// <summary>A 64-bit integer.</summary>
public sealed record IntValue : Value
{
    private const int FirstShared = -128;
    private const int LastShared = 1023;

    private static readonly IntValue[] Shared =
        [.. Enumerable.Range(FirstShared, LastShared - FirstShared + 1).Select(value => new IntValue(value))];

    private IntValue(long value) => Value = value;

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <summary>The value for <paramref name="value"/>.</summary>
    public static IntValue Of(long value) =>
        value is >= FirstShared and <= LastShared ? Shared[value - FirstShared] : new IntValue(value);
}

/// <summary>A 64-bit IEEE number.</summary>
public sealed record FloatValue(double Value) : Value;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BoolValue : Value
{
    private BoolValue(bool value) => Value = value;

    /// <summary><c>true</c>.</summary>
    public static BoolValue True { get; } = new(true);

    /// <summary><c>false</c>.</summary>
    public static BoolValue False { get; } = new(false);

    /// <summary>The truth value.</summary>
    public bool Value { get; }

    /// <summary>The value for <paramref name="value"/>.</summary>
    public static BoolValue Of(bool value) => value ? True : False;
}

/// <summary>A text.</summary>
public sealed record StringValue(string Value) : Value
{
    /// <summary>The empty text.</summary>
    public static StringValue Empty { get; } = new("");
}

/// <summary><c>()</c>.</summary>
public sealed record UnitValue : Value
{
    private UnitValue()
    {
    }

    /// <summary>The only one.</summary>
    public static UnitValue Instance { get; } = new();
}

/// <summary>A reference to an entity, existing or not.</summary>
/// <param name="Entity">The name of the entity's type.</param>
/// <param name="Key">A string or an int.</param>
public sealed record EntityReference(string Entity, Value Key) : Value;

/// <summary>A call that a script has started.</summary>
/// <param name="Id">Unique in a run, and the same in a repetition of it.</param>
public sealed record CallHandle(string Id) : Value;

/// <summary>A failure as a handler is given it.</summary>
public sealed record FailureValue(Failure Failure) : Value;

/// <summary>A function with its first arguments given.</summary>
public sealed record FunctionValue(Method Method, ImmutableArray<Value> Arguments) : Value
{
    /// <summary>How many arguments are still to be given.</summary>
    public int Missing => Method.Parameters.Count - Arguments.Length;

    /// <inheritdoc />
    public bool Equals(FunctionValue? other) => ValueComparer.AreSame(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => ValueComparer.Hash(this);
}
