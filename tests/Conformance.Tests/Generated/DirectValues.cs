using System.Globalization;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary><c>()</c>.</summary>
internal sealed record UnitValue
{
    public static UnitValue Instance { get; } = new();
}

/// <summary><c>None</c>.</summary>
internal sealed record NoValue
{
    public static NoValue Instance { get; } = new();
}

internal sealed record SomeValue(object Item);

internal sealed record PairValue(object First, object Second);

internal sealed record StatsValue(long Total, bool Valid);

internal sealed record ReferenceValue(string Entity, string Key);

/// <summary>Shows the values of the direct evaluation; lists are immutable arrays, the rest is C#'s own.</summary>
internal static class DirectValues
{
    /// <summary>As a hole of an interpolated string does.</summary>
    public static string Show(object value) => value is string text ? text : ShowQuoted(value);

    /// <summary>As within a structure.</summary>
    public static string ShowQuoted(object value) => value switch
    {
        long number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        UnitValue => "()",
        NoValue => "None",
        SomeValue { Item: ReferenceValue item } => $"Some ({ShowQuoted(item)})",
        SomeValue some => $"Some {ShowQuoted(some.Item)}",
        PairValue pair => $"({ShowQuoted(pair.First)}, {ShowQuoted(pair.Second)})",
        StatsValue stats => $"{{ total = {ShowQuoted(stats.Total)}; valid = {ShowQuoted(stats.Valid)} }}",
        ReferenceValue reference => $"{reference.Entity}(\"{reference.Key}\")",
        ImmutableArray<object> list => $"[{string.Join("; ", list.Select(ShowQuoted))}]",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, null),
    };
}
