using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Clients;

/// <summary>Finds the converter of a C# type that only the running program knows.</summary>
public static class ConverterLookup
{
    /// <summary>Weak in the types, of which those of notebooks come and go.</summary>
    private static readonly ConditionalWeakTable<Type, ValueConverter> Known = [];

    private static readonly ConcurrentDictionary<Type, ValueConverter> Widened = new()
    {
        [typeof(int)] = Convert<int>(Converters.Int, value => value, value => checked((int)value)),
        [typeof(short)] = Convert<short>(Converters.Int, value => value, value => checked((short)value)),
        [typeof(byte)] = Convert<byte>(Converters.Int, value => value, value => checked((byte)value)),
        [typeof(uint)] = Convert<uint>(Converters.Int, value => value, value => checked((uint)value)),
        [typeof(float)] = new DelegateConverter<float>(
            DataType.Float, value => new FloatValue(value), (value, _) => value is FloatValue number ? (float)number.Value : Found<float>.Nothing),
    };

    /// <summary>The converter for values of a C# type; null if the language has no type for them.</summary>
    /// <remarks>Besides the types of generated code there are converters for narrower numbers, arrays and other collections.</remarks>
    public static ValueConverter? Find(Type type)
    {
        if (Known.TryGetValue(type, out var known)) return known;
        var found = Create(type);
        if (found is not null) Known.AddOrUpdate(type, found);
        return found;
    }

    private static ValueConverter? Create(Type type)
    {
        if (type == typeof(long)) return Converters.Int;
        if (type == typeof(double)) return Converters.Float;
        if (type == typeof(bool)) return Converters.Bool;
        if (type == typeof(string)) return Converters.String;
        if (type == typeof(ValueTuple)) return Converters.Unit;
        if (Widened.TryGetValue(type, out var widened)) return widened;
        if (type.IsArray && type.GetArrayRank() == 1) return Collection(nameof(ListOf), type, type.GetElementType()!);
        if (GeneratedType(type) is { } generated) return (ValueConverter)generated.GetProperty("Converter", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        if (!type.IsGenericType) return null;
        var arguments = type.GetGenericArguments();
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(Option<>)) return Part(nameof(Converters.Option), arguments);
        if (definition == typeof(IReadOnlyList<>)) return Part(nameof(Converters.List), arguments);
        if (definition == typeof(IReadOnlySet<>)) return Part(nameof(Converters.Set), arguments);
        if (definition == typeof(IReadOnlyDictionary<,>)) return Part(nameof(Converters.Map), arguments);
        if (type.IsAssignableTo(typeof(ITuple)) && definition.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)) return TupleOf(type, arguments);
        if (Implements(type, typeof(IReadOnlyDictionary<,>)) is { } map) return Collection(nameof(MapOf), type, map.GetGenericArguments());
        if (Implements(type, typeof(IReadOnlySet<>)) is { } set) return Collection(nameof(SetOf), type, set.GetGenericArguments());
        if (Implements(type, typeof(IReadOnlyList<>)) is { } list) return Collection(nameof(ListOf), type, list.GetGenericArguments());
        return null;
    }

    /// <summary>The generated type that a type is, or of which it is a case.</summary>
    private static Type? GeneratedType(Type type)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (one.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IClientType<>) && face.GetGenericArguments()[0] == one))
                return one;
        }

        return null;
    }

    private static Type? Implements(Type type, Type definition) =>
        type.GetInterfaces().FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == definition);

    private static ValueConverter? Part(string factory, Type[] arguments)
    {
        var parts = arguments.Select(Find).ToArray();
        if (parts.Contains(null) || parts.Zip(arguments).Any(pair => !pair.First!.GetType().IsAssignableTo(typeof(ValueConverter<>).MakeGenericType(pair.Second)))) return null;
        return (ValueConverter)typeof(Converters).GetMethod(factory)!.MakeGenericMethod(arguments).Invoke(null, parts)!;
    }

    private static ValueConverter? Collection(string factory, Type type, params Type[] arguments)
    {
        var parts = arguments.Select(Find).ToArray();
        if (parts.Contains(null)) return null;
        return (ValueConverter)typeof(ConverterLookup).GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod([type, .. arguments]).Invoke(null, parts)!;
    }

    private static DelegateConverter<TList> ListOf<TList, T>(ValueConverter item)
        where TList : IReadOnlyList<T> =>
        new(new ListType(item.Type), list => ListValue.From(list.Select(one => item.ToValueObject(one))), (_, _) => Found<TList>.Nothing, item);

    private static DelegateConverter<TSet> SetOf<TSet, T>(ValueConverter item)
        where TSet : IReadOnlySet<T> =>
        new(new SetType(item.Type), set => SetValue.From(set.Select(one => item.ToValueObject(one))), (_, _) => Found<TSet>.Nothing, item);

    private static DelegateConverter<TMap> MapOf<TMap, TKey, T>(ValueConverter key, ValueConverter item)
        where TMap : IReadOnlyDictionary<TKey, T> =>
        new(
            new MapType(key.Type, item.Type),
            map => MapValue.From(map.Select(entry => KeyValuePair.Create(key.ToValueObject(entry.Key), item.ToValueObject(entry.Value)))),
            (_, _) => Found<TMap>.Nothing,
            key,
            item);

    private static ValueConverter? TupleOf(Type type, Type[] arguments)
    {
        if (arguments.Length is < 2 or > 7) return null;
        var parts = arguments.Select(Find).ToArray();
        if (parts.Contains(null)) return null;
        return (ValueConverter)typeof(ConverterLookup).GetMethod(nameof(TupleOfItems), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [parts])!;
    }

    private static ValueConverter<T> TupleOfItems<T>(ValueConverter[] items)
        where T : ITuple => Converters.Tuple(
        items,
        tuple => [.. items.Select((item, index) => item.ToValueObject(tuple[index]))],
        (values, caller) => (T)Activator.CreateInstance(typeof(T), [.. items.Select((item, index) => item.FromValueObject(values[index], caller))])!);

    private static DelegateConverter<T> Convert<T>(ValueConverter<long> number, Func<T, long> widen, Func<long, T> narrow) =>
        new(DataType.Int, value => number.ToValue(widen(value)), (value, caller) => narrow(number.FromValue(value, caller)));
}
