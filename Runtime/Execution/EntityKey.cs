using System.Runtime.CompilerServices;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Execution;

/// <summary>Keys of entities, which are strings or integers.</summary>
internal static class EntityKey
{
    /// <summary>The key as a value of the language.</summary>
    public static Value ToValue<TKey>(TKey key) => key switch
    {
        string text => new StringValue(text),
        long number => IntValue.Of(number),
        _ => UnitValue.Instance,
    };

    /// <summary>The key that a value of the language is.</summary>
    public static TKey FromValue<TKey>(Value key)
    {
        if (typeof(TKey) == typeof(long))
        {
            var number = ((IntValue)key).Value;
            return Unsafe.As<long, TKey>(ref number);
        }

        var text = ((StringValue)key).Value;
        return Unsafe.As<string, TKey>(ref text);
    }

    /// <summary>Spreads keys over partitions and slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash<TKey>(TKey key)
        where TKey : notnull
    {
        if (typeof(TKey) != typeof(long)) return (uint)key.GetHashCode();
        var mixed = Unsafe.As<TKey, ulong>(ref key) * 0x9E3779B97F4A7C15UL;
        return (uint)(mixed >> 32);
    }
}
