using System.Globalization;
using StateFlow.Interpreter.Debugging;

namespace StateFlow.DebugAdapter.Breakpoints;

/// <summary>A breakpoint as a client asks for it.</summary>
/// <param name="Place">What it was asked for as: two requests for the same are the same breakpoint.</param>
/// <param name="Read">The place in terms of the program; a <see cref="FormatException"/> tells why it is none.</param>
internal sealed record WantedBreakpoint(string Place, Func<BreakpointTarget> Read, string? Condition, string? HitCondition, string? Log = null)
{
    public bool Equals(WantedBreakpoint? other) =>
        other is not null && (Place, Condition, HitCondition, Log) == (other.Place, other.Condition, other.HitCondition, other.Log);

    public override int GetHashCode() => Place.GetHashCode();

    /// <summary>Sets it in a session.</summary>
    public (Breakpoint? Breakpoint, string? Refusal) SetIn(DebugSession session)
    {
        try
        {
            return session.Break(Read(), NullIfBlank(Condition), HitCount(), NullIfBlank(Log));
        }
        catch (FormatException exception)
        {
            return (null, exception.Message);
        }
    }

    private int HitCount()
    {
        if (NullIfBlank(HitCondition) is not { } text) return 1;
        var (number, isExclusive) = text switch
        {
            ['>', '=', .. var rest] => (rest, false),
            ['>', .. var rest] => (rest, true),
            _ => (text, false),
        };
        return int.TryParse(number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < int.MaxValue
            ? isExclusive ? count + 1 : count
            : throw new FormatException($"`{text}` is no hit count: write 3 or >= 3 to stop from the third hit on");
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
