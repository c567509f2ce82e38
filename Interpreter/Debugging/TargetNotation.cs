using System.Globalization;
using System.Text.RegularExpressions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Reads places to stop at as people write them.</summary>
public static partial class TargetNotation
{
    private const string ChangeOf = "change of ";

    private static readonly ImmutableArray<string> EventKinds = [.. Enum.GetNames<EventKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>
    /// A line as <c>shop.sf:12</c> or <c>12</c>, an entity type, an entity as <c>User("ann")</c>, a method, a block as <c>User.Buy/b4</c>,
    /// <c>event create</c> and other kinds, <c>change of User.balance</c>, or <c>failure</c>.
    /// </summary>
    /// <param name="file">The file of a line that is written without one.</param>
    /// <exception cref="FormatException">It is none of these; the message says what was found.</exception>
    public static BreakpointTarget Read(string text, string file)
    {
        if (text == "failure") return new FailureTarget();
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["event", .. var kind]) return new EventTarget(Kind(string.Join(' ', kind)));
        if (text.StartsWith(ChangeOf, StringComparison.Ordinal)) return ReadField(text[ChangeOf.Length..].Trim());
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return new LineTarget(file, number);
        if (FileAndLine().Match(text) is { Success: true } line) return new LineTarget(line.Groups["file"].Value, Number(line.Groups["line"].Value));
        if (MethodAndBlock().Match(text) is { Success: true } block) return new BlockTarget(block.Groups["method"].Value, Number(block.Groups["block"].Value));
        if (Entity().Match(text) is { Success: true } entity) return entity.Groups["key"].Success
            ? new EntityTarget(entity.Groups["type"].Value, Key(entity.Groups["key"].Value))
            : char.IsUpper(text[0]) && !text.Contains('.') ? new EntityTarget(text) : new MethodTarget(text);
        throw new FormatException($"'{text}' is no place to stop at: write a line as shop.sf:12, an entity as User or User(\"ann\"), or a method as User.BuyItem");
    }

    /// <summary>A field: <c>User.balance</c>, <c>User("ann").balance</c>, or the name of a value of the script.</summary>
    /// <exception cref="FormatException">It is no field; the message says what was found.</exception>
    public static FieldTarget ReadField(string text) => Field().Match(text) is { Success: true } field
        ? new FieldTarget(
            field.Groups["type"].Success ? field.Groups["type"].Value : Program.ScriptName,
            field.Groups["field"].Value,
            field.Groups["key"].Success ? Key(field.Groups["key"].Value) : null)
        : throw new FormatException($"'{text}' is no field: write User.balance, User(\"ann\").balance, or the name of a value of the script");

    private static Value Key(string text) => text[0] == '"'
        ? new StringValue(text[1..^1])
        : IntValue.Of(long.Parse(text, CultureInfo.InvariantCulture));

    private static EventKind Kind(string text)
    {
        if (EventKinds.IndexOf(text) is >= 0 and var index) return Enum.GetValues<EventKind>()[index];
        throw new FormatException(NearestName.Describe("event kind", text, EventKinds));
    }

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{text}' is too large a number");

    [GeneratedRegex("""^(?<file>.*\.sf|stdin|input\d+):(?<line>\d+)$""")]
    private static partial Regex FileAndLine();

    [GeneratedRegex("""^(?<method>[\w.]+)/b(?<block>\d+)$""")]
    private static partial Regex MethodAndBlock();

    [GeneratedRegex("""^(?<type>[\w.]+)(\((?<key>"[^"]*"|-?\d{1,18})\))?$""")]
    private static partial Regex Entity();

    [GeneratedRegex("""^((?<type>\w+)(\((?<key>"[^"]*"|-?\d{1,18})\))?\.)?(?<field>\w+)$""")]
    private static partial Regex Field();
}
