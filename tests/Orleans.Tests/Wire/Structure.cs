using System.Collections;
using System.Text;
using StateFlow.Interpreter.Values;

namespace StateFlow.Orleans.Tests.Wire;

/// <summary>All that a message or a record is made of, as text, so that two can be compared down to the last array.</summary>
internal static class Structure
{
    public static string Of(object? root)
    {
        var text = new StringBuilder();
        Write(text, root);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? part)
    {
        switch (part)
        {
            case null:
                text.Append("null");
                break;
            case FloatValue number:
                text.Append($"float {BitConverter.DoubleToInt64Bits(number.Value):x}");
                break;
            case FunctionValue function:
                text.Append($"function {function.Method.Name}");
                Write(text, function.Arguments);
                break;
            case string or ValueType and not IEnumerable:
                text.Append($"{part.GetType().Name} {part}");
                break;
            case IDictionary entries:
                WriteAll(text, Entries(entries).OrderBy(entry => Of(entry.Key), StringComparer.Ordinal).SelectMany(entry => (object?[])[entry.Key, entry.Value]));
                break;
            case IEnumerable items:
                WriteAll(text, items.Cast<object?>());
                break;
            default:
                text.Append(part.GetType().Name);
                WriteAll(text, part.GetType().GetProperties().Where(property => !property.GetMethod!.IsStatic && property.GetIndexParameters().Length == 0).Select(property => property.GetValue(part)));
                break;
        }
    }

    private static IEnumerable<DictionaryEntry> Entries(IDictionary entries)
    {
        foreach (DictionaryEntry entry in entries) yield return entry;
    }

    private static void WriteAll(StringBuilder text, IEnumerable<object?> parts)
    {
        text.Append('(');
        foreach (var part in parts)
        {
            Write(text, part);
            text.Append(' ');
        }

        text.Append(')');
    }
}
