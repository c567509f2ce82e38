using System.Globalization;
using StateFlow.Language.IR;

namespace StateFlow.Http.Json;

/// <summary>What reading and writing have in common.</summary>
internal static class JsonLimits
{
    /// <summary>How many arrays and objects may be within each other.</summary>
    public const int MaxDepth = 256;

    private static readonly ImmutableArray<double> Special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    /// <summary>Whether values of the type may be <c>null</c> in JSON, so that an option of it needs more.</summary>
    public static bool CanBeNull(DataType type) => type is OptionType || type == DataType.Unit;

    /// <summary>How a number that JSON does not have is written: <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public static string NameOf(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of that name; null if it is none.</summary>
    public static double? Named(string name)
    {
        foreach (var number in Special)
        {
            if (NameOf(number) == name) return number;
        }

        return null;
    }
}
