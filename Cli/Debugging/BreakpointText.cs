using System.Globalization;
using System.Text.RegularExpressions;

namespace StateFlow.Cli.Debugging;

/// <summary>A breakpoint as written: <c>PLACE [if CONDITION] [hits N] [log TEXT]</c>.</summary>
internal sealed partial record BreakpointText(string Place, string? Condition, int Hits, string? Log)
{
    public static BreakpointText Read(string text)
    {
        var parts = Parts().Match(text);
        var hits = parts.Groups["hits"].Success ? parts.Groups["hits"].Value : "1";
        if (!int.TryParse(hits, CultureInfo.InvariantCulture, out var number)) throw new ShellException($"'{hits}' is too large a number");
        return new BreakpointText(parts.Groups["place"].Value.Trim(), Optional(parts.Groups["if"]), number, Optional(parts.Groups["log"]));
    }

    private static string? Optional(Group group) => group.Success ? group.Value.Trim() : null;

    [GeneratedRegex("""^(?<place>.*?)(\s+if\s+(?<if>.*?))?(\s+hits\s+(?<hits>\d+))?(\s+log\s+(?<log>.*))?$""")]
    private static partial Regex Parts();
}
