using System.Globalization;
using System.Text;
using StateFlow.Language.IR;

namespace StateFlow.Language.Syntax.Printing;

internal static class LiteralNotation
{
    public static string Of(Literal literal) => literal switch
    {
        IntLiteral number => number.Value.ToString(CultureInfo.InvariantCulture),
        FloatLiteral number => OfFloat(number.Value),
        BoolLiteral truth => truth.Value ? "true" : "false",
        StringLiteral text => Quote(text.Value),
        _ => "()",
    };

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or (>= '\x7f' and < '\xa0') or (>= '\ud800' and <= '\udfff') => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static string OfFloat(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? $"{text}.0" : text;
    }
}
