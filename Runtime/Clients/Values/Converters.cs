using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Clients;

/// <summary>The converters that generated code is made of.</summary>
public static class Converters
{
    /// <summary><c>int</c>.</summary>
    public static ValueConverter<long> Int { get; } = new DelegateConverter<long>(
        DataType.Int, IntValue.Of, static (value, _) => value is IntValue number ? number.Value : Found<long>.Nothing);

    /// <summary><c>float</c>.</summary>
    public static ValueConverter<double> Float { get; } = new DelegateConverter<double>(
        DataType.Float, static value => new FloatValue(value), static (value, _) => value is FloatValue number ? number.Value : Found<double>.Nothing);

    /// <summary><c>bool</c>.</summary>
    public static ValueConverter<bool> Bool { get; } = new DelegateConverter<bool>(
        DataType.Bool, BoolValue.Of, static (value, _) => value is BoolValue truth ? truth.Value : Found<bool>.Nothing);

    /// <summary><c>string</c>.</summary>
    public static ValueConverter<string> String { get; } = new DelegateConverter<string>(
        DataType.String, static value => new StringValue(value), static (value, _) => value is StringValue text ? text.Value : Found<string>.Nothing);

    /// <summary><c>unit</c>, where it is a part of another type.</summary>
    public static ValueConverter<ValueTuple> Unit { get; } = new DelegateConverter<ValueTuple>(
        DataType.Unit, static _ => UnitValue.Instance, static (value, _) => value is UnitValue ? default(ValueTuple) : Found<ValueTuple>.Nothing);

    /// <summary>A generated type.</summary>
    public static ValueConverter<T> Client<T>()
        where T : IClientType<T> => T.Converter;

    /// <summary>The argument of a generic type, of which only the running program knows what it is.</summary>
    /// <exception cref="ValueConversionException">The language has no such type.</exception>
    public static ValueConverter<T> Of<T>() => (ValueConverter<T>?)ConverterLookup.Find(typeof(T))
        ?? throw new ValueConversionException($"the language has no type for `{typeof(T)}`");

    /// <summary><c>T option</c>.</summary>
    public static ValueConverter<Option<T>> Option<T>(ValueConverter<T> item) => new DelegateConverter<Option<T>>(
        new OptionType(item.Type),
        value => value.TryGet(out var some) ? OptionValue.Some(item.ToValue(some)) : OptionValue.None,
        (value, caller) => value switch
        {
            OptionValue { Item: { } some } => Clients.Option<T>.Some(item.FromValue(some, caller)),
            OptionValue => Clients.Option<T>.None,
            _ => Found<Option<T>>.Nothing,
        },
        item);

    /// <summary><c>T list</c>. A list that comes from the language is equal to another with equal items.</summary>
    public static ValueConverter<IReadOnlyList<T>> List<T>(ValueConverter<T> item) => new DelegateConverter<IReadOnlyList<T>>(
        new ListType(item.Type),
        value => ListValue.From(value.Select(item.ToValue)),
        (value, caller) => value is ListValue list ? new Found<IReadOnlyList<T>>(true, list.Select(one => item.FromValue(one, caller)).ToSequence()) : default,
        item);

    /// <summary><c>Set&lt;T></c>. A set that comes from the language has its order.</summary>
    public static ValueConverter<IReadOnlySet<T>> Set<T>(ValueConverter<T> item) => new DelegateConverter<IReadOnlySet<T>>(
        new SetType(item.Type),
        value => SetValue.From(value.Select(item.ToValue)),
        (value, caller) => value is SetValue set
            ? ImmutableSortedSet.CreateRange(ByValue.Order(item), set.Items.Select(one => item.FromValue(one, caller)))
            : Found<IReadOnlySet<T>>.Nothing,
        item);

    /// <summary><c>Map&lt;K, V></c>. A map that comes from the language has its order.</summary>
    public static ValueConverter<IReadOnlyDictionary<TKey, T>> Map<TKey, T>(ValueConverter<TKey> key, ValueConverter<T> item)
        where TKey : notnull => new DelegateConverter<IReadOnlyDictionary<TKey, T>>(
        new MapType(key.Type, item.Type),
        value => MapValue.From(value.Select(entry => KeyValuePair.Create(key.ToValue(entry.Key), item.ToValue(entry.Value)))),
        (value, caller) => value is MapValue map
            ? ImmutableSortedDictionary.CreateRange(
                ByValue.Order(key), map.Entries.Select(entry => KeyValuePair.Create(key.FromValue(entry.Key, caller), item.FromValue(entry.Value, caller))))
            : Found<IReadOnlyDictionary<TKey, T>>.Nothing,
        key,
        item);

    /// <summary>A tuple.</summary>
    /// <param name="items">The converters of its items.</param>
    public static ValueConverter<T> Tuple<T>(
        ValueConverter[] items, Func<T, Value[]> toValues, Func<ImmutableArray<Value>, IEntityCaller, T> fromValues) => new DelegateConverter<T>(
        new TupleType(items.Select(item => item.Type).ToSequence()),
        value => TupleValue.Of(toValues(value)),
        (value, caller) => value is TupleValue tuple && tuple.Items.Length == items.Length ? fromValues(tuple.Items, caller) : Found<T>.Nothing,
        items);

    /// <summary>References to entities of a type.</summary>
    public static ValueConverter<T> Entity<T>(string name, Func<IEntityCaller, EntityReference, T> create)
        where T : EntityClient => new DelegateConverter<T>(
        new EntityType(name),
        static value => value.Reference,
        (value, caller) => value is EntityReference reference && reference.Entity == name ? create(caller, reference) : Found<T>.Nothing);
}
