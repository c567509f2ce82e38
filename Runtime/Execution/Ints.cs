using System.Runtime.CompilerServices;

namespace StateFlow.Runtime.Execution;

/// <summary>The operators on int, which fail instead of overflowing.</summary>
/// <remarks>The executor and the number of the place in the source are needed for the failure only.</remarks>
internal static class Ints
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(long left, long right, UnitExecutor executor, int span)
    {
        var sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) >= 0 ? sum : throw Overflow(left, "+", right, executor, span);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Subtract(long left, long right, UnitExecutor executor, int span)
    {
        var difference = unchecked(left - right);
        return ((left ^ right) & (left ^ difference)) >= 0 ? difference : throw Overflow(left, "-", right, executor, span);
    }

    public static long Multiply(long left, long right, UnitExecutor executor, int span)
    {
        var high = Math.BigMul(left, right, out var low);
        return high == low >> 63 ? low : throw Overflow(left, "*", right, executor, span);
    }

    public static long Divide(long left, long right, UnitExecutor executor, int span) => right switch
    {
        0 => throw executor.Failure("division by zero", span),
        -1 => Negate(left, executor, span),
        _ => left / right,
    };

    public static long Remainder(long left, long right, UnitExecutor executor, int span) => right switch
    {
        0 => throw executor.Failure("division by zero", span),
        -1 => 0,
        _ => left % right,
    };

    public static long Negate(long operand, UnitExecutor executor, int span) =>
        operand != long.MinValue ? -operand : throw executor.Failure($"int overflow: -({operand}) does not fit", span);

    private static Exception Overflow(long left, string op, long right, UnitExecutor executor, int span) =>
        executor.Failure($"int overflow: {left} {op} {(right < 0 ? $"({right})" : $"{right}")} does not fit", span);
}
