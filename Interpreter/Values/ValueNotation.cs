using System.Globalization;
using System.Text;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Values;

/// <summary>How values are shown.</summary>
public static class ValueNotation
{
    /// <summary>As <c>{e}</c> and <c>string e</c>: a string is raw at the top and quoted inside a structure.</summary>
    public static string Shown(Value value) => value is StringValue text ? text.Value : Structural(value);

    /// <summary>As <c>%A</c>: strings are always quoted.</summary>
    public static string Structural(Value value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    /// <summary>As the format of an interpolated or <c>printf</c> hole says.</summary>
    public static string Formatted(Value value, HoleFormat format)
    {
        var text = format.Style switch
        {
            HoleStyle.Structural => Structural(value),
            HoleStyle.Fixed when value is FloatValue number => Fixed(number.Value, format.Precision ?? 6),
            _ => Shown(value),
        };
        var isNumber = value is IntValue || (value is FloatValue { Value: var real } && double.IsFinite(real));
        if (format.ShowPlus && isNumber && text[0] != '-') text = "+" + text;
        if (text.Length >= format.Width) return text;
        if (format.AlignLeft) return text.PadRight(format.Width);
        if (!format.PadWithZeros || !isNumber) return text.PadLeft(format.Width);
        var sign = text[0] is '-' or '+' ? 1 : 0;
        return text.Insert(sign, new string('0', format.Width - text.Length));
    }

    private static string Fixed(double number, int precision) =>
        double.IsFinite(number) ? number.ToString($"F{precision}", CultureInfo.InvariantCulture) : Float(number);

    private static string Float(double number)
    {
        if (double.IsNaN(number)) return "nan";
        if (double.IsInfinity(number)) return number > 0 ? "infinity" : "-infinity";
        var digits = number.ToString("R", CultureInfo.InvariantCulture);
        if (digits.Contains('E')) return digits.Replace('E', 'e');
        return digits.Contains('.') ? digits : digits + ".0";
    }

    private static StringBuilder Write(StringBuilder text, Value value)
    {
        switch (value)
        {
            case IntValue number: return text.Append(CultureInfo.InvariantCulture, $"{number.Value}");
            case FloatValue number: return text.Append(Float(number.Value));
            case BoolValue truth: return text.Append(truth.Value ? "true" : "false");
            case StringValue quoted: return text.Append('"').Append(quoted.Value).Append('"');
            case UnitValue: return text.Append("()");
            case FunctionValue: return text.Append("<fun>");
            case CallHandle: return text.Append("<call>");
        }

        if (!StackGuard.HasRoom) return StackGuard.Continue((text, value), static state => Write(state.text, state.value));
        return value switch
        {
            ListValue list => WriteAll(text, "[", list, "; ", "]"),
            TupleValue tuple => WriteAll(text, "(", tuple.Items, ", ", ")"),
            OptionValue { Item: { } item } => WriteArgument(text.Append("Some "), item),
            OptionValue => text.Append("None"),
            RecordValue record => WriteRecord(text, record),
            UnionValue { Fields.Length: 0 } union => text.Append(union.Case.Name),
            UnionValue { Fields: [var field] } union => WriteArgument(text.Append(union.Case.Name).Append(' '), field),
            UnionValue union => WriteAll(text.Append(union.Case.Name), " (", union.Fields, ", ", ")"),
            MapValue map => WriteMap(text, map),
            SetValue set => WriteAll(text, "set [", set.Items, "; ", "]"),
            EntityReference reference => Write(text.Append(reference.Entity).Append('('), reference.Key).Append(')'),
            FailureValue failure => text.Append("Failure \"").Append(failure.Failure.Message).Append('"'),
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
    }

    private static StringBuilder WriteArgument(StringBuilder text, Value value)
    {
        var isCompound = value
            is OptionValue { Item: not null } or UnionValue { Fields.Length: > 0 } or EntityReference or MapValue or SetValue or FailureValue;
        return isCompound ? Write(text.Append('('), value).Append(')') : Write(text, value);
    }

    private static StringBuilder WriteAll(StringBuilder text, string open, IEnumerable<Value> items, string separator, string close)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) text.Append(separator);
            Write(text, item);
            isFirst = false;
        }

        return text.Append(close);
    }

    private static StringBuilder WriteRecord(StringBuilder text, RecordValue record)
    {
        for (var i = 0; i < record.Fields.Length; i++)
        {
            text.Append(i == 0 ? "{ " : "; ").Append(record.Definition.Fields[i].Name).Append(" = ");
            Write(text, record.Fields[i]);
        }

        return text.Append(" }");
    }

    private static StringBuilder WriteMap(StringBuilder text, MapValue map)
    {
        text.Append("map [");
        var isFirst = true;
        foreach (var (key, item) in map.Entries)
        {
            text.Append(isFirst ? "(" : "; (");
            Write(Write(text, key).Append(", "), item).Append(')');
            isFirst = false;
        }

        return text.Append(']');
    }
}
