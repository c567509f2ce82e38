using System.Globalization;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions on numbers and the conversions to them.</summary>
internal static class NumberFunctions
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["abs"] = Absolute,
        ["min"] = call => (call[0], call[1]) is (FloatValue a, FloatValue b)
            ? new FloatValue(Math.Min(a.Value, b.Value))
            : ValueComparer.IsLess(call[0], call[1]) ? call[0] : call[1],
        ["max"] = call => (call[0], call[1]) is (FloatValue a, FloatValue b)
            ? new FloatValue(Math.Max(a.Value, b.Value))
            : ValueComparer.IsLess(call[0], call[1]) ? call[1] : call[0],
        ["sign"] = Sign,
        ["floor"] = call => new FloatValue(Math.Floor(call.Float(0))),
        ["ceil"] = call => new FloatValue(Math.Ceiling(call.Float(0))),
        ["round"] = call => new FloatValue(Math.Round(call.Float(0), MidpointRounding.ToEven)),
        ["truncate"] = call => new FloatValue(Math.Truncate(call.Float(0))),
        ["sqrt"] = call => new FloatValue(Math.Sqrt(call.Float(0))),
        ["exp"] = call => new FloatValue(Math.Exp(call.Float(0))),
        ["log"] = call => new FloatValue(Math.Log(call.Float(0))),
        ["log10"] = call => new FloatValue(Math.Log10(call.Float(0))),
        ["sin"] = call => new FloatValue(Math.Sin(call.Float(0))),
        ["cos"] = call => new FloatValue(Math.Cos(call.Float(0))),
        ["tan"] = call => new FloatValue(Math.Tan(call.Float(0))),
        ["pown"] = Power,
        ["int"] = ToInt,
        ["float"] = ToFloat,
    };

    private static Value Absolute(LibraryCall call) => call[0] switch
    {
        IntValue { Value: long.MinValue } => throw call.Failure($"int overflow: abs ({long.MinValue}) does not fit"),
        IntValue number => IntValue.Of(Math.Abs(number.Value)),
        _ => new FloatValue(Math.Abs(call.Float(0))),
    };

    private static Value Sign(LibraryCall call)
    {
        if (call[0] is IntValue number) return IntValue.Of(Math.Sign(number.Value));
        return double.IsNaN(call.Float(0)) ? throw call.Failure("sign: nan has no sign") : IntValue.Of(Math.Sign(call.Float(0)));
    }

    private static Value Power(LibraryCall call)
    {
        var exponent = call.Int(1);
        if (call[0] is not IntValue number) return new FloatValue(Math.Pow(call.Float(0), exponent));
        if (exponent < 0 && number.Value == 0) throw call.Failure("division by zero");
        return Power(number.Value, exponent) is { } power
            ? IntValue.Of(power)
            : throw call.Failure($"int overflow: pown {number} {exponent} does not fit");
    }

    /// <summary>The power, or null if it does not fit.</summary>
    private static long? Power(long number, long exponent)
    {
        if (exponent < 0) return number switch { 1 => 1, -1 => exponent % 2 == 0 ? 1 : -1, _ => 0 };
        long? power = 1;
        long? square = number;
        for (; exponent > 0 && power is not null; exponent /= 2)
        {
            if (exponent % 2 == 1) power = square is null ? null : Arithmetic.Product(power.Value, square.Value);
            if (square is not null) square = Arithmetic.Product(square.Value, square.Value);
        }

        return power;
    }

    private static Value ToInt(LibraryCall call)
    {
        switch (call[0])
        {
            case IntValue:
                return call[0];
            case FloatValue { Value: var number }:
                var truncated = Math.Truncate(number);
                return truncated is >= -9223372036854775808.0 and < 9223372036854775808.0
                    ? IntValue.Of((long)truncated)
                    : throw call.Failure($"{call[0]} does not fit in an int");
            default:
                return ParseInt(call.Text(0)) is { } parsed
                    ? IntValue.Of(parsed)
                    : throw call.Failure($"{call[0]} is not an int");
        }
    }

    /// <summary>Reads an int as F# does: spaces around it, a sign, and the prefixes 0x, 0o and 0b are allowed.</summary>
    private static long? ParseInt(string text)
    {
        var digits = text.AsSpan().Trim();
        var isNegative = digits is ['-', ..];
        var unsigned = digits is ['-' or '+', ..] ? digits[1..] : digits;
        if (unsigned is not ['0', 'x' or 'X' or 'o' or 'O' or 'b' or 'B', .. var prefixed])
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        var bits = unsigned[1] switch { 'x' or 'X' => 4, 'o' or 'O' => 3, _ => 1 };
        return ParseBits(prefixed, bits) is { } value ? isNegative ? unchecked(-value) : value : null;
    }

    private static long? ParseBits(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        if (digits.IsEmpty) return null;
        UInt128 value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit)) return null;
            var number = Convert.ToInt32(digit.ToString(), 16);
            if (number >= 1 << bitsPerDigit) return null;
            value = (value << bitsPerDigit) + (UInt128)number;
            if (value > ulong.MaxValue) return null;
        }

        return unchecked((long)(ulong)value);
    }

    private static Value ToFloat(LibraryCall call) => call[0] switch
    {
        FloatValue => call[0],
        IntValue number => new FloatValue(number.Value),
        _ => double.TryParse(call.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            ? new FloatValue(number)
            : throw call.Failure($"{call[0]} is not a float"),
    };
}
