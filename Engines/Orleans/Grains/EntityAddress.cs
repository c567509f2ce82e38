using System.Globalization;
using StateFlow.Interpreter.Values;

namespace StateFlow.Orleans.Grains;

/// <summary>The keys of grains.</summary>
internal static class EntityAddress
{
    /// <summary>The key of the grain that is an entity: <c>shop/User/ann</c>.</summary>
    public static string Of(string application, EntityReference entity) => $"{application}/{entity.Entity}/{KeyText(entity.Key)}";

    private static string KeyText(Value key) => key switch
    {
        StringValue text => text.Value,
        IntValue number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };
}
