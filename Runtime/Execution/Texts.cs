using System.Globalization;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Runtime.Execution;

/// <summary>What compiled code does with strings.</summary>
internal static class Texts
{
    public static string Join(string left, string right, UnitExecutor executor, int span) =>
        (long)left.Length + right.Length <= Limits.TextLength ? left + right : throw executor.Failure("the text is too long", span);

    public static string Join(string[] parts, UnitExecutor executor, int span) =>
        parts.Sum(static part => (long)part.Length) <= Limits.TextLength ? string.Concat(parts) : throw executor.Failure("the text is too long", span);

    public static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Show(bool truth) => truth ? "true" : "false";

    public static string Show(Value value) => ValueNotation.Shown(value);

    public static string Format(Value value, HoleFormat format) => ValueNotation.Formatted(value, format);
}
