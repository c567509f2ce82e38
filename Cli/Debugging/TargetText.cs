using System.Globalization;
using System.Text.RegularExpressions;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;

namespace StateFlow.Cli.Debugging;

/// <summary>Reads what breakpoints are written as.</summary>
internal static partial class TargetText
{
    private const string ChangeOf = "change of ";

    /// <summary>A line, entity type, entity, method, block, change of a field, event kind or failure.</summary>
    /// <param name="file">The file of a line that is written without one.</param>
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
        throw new ShellException($"'{text}' is no place to stop at: write a line as shop.sf:12, an entity as User or User(\"ann\"), or a method as User.BuyItem");
    }

    /// <summary>A field: <c>User.balance</c>, <c>User("ann").balance</c>, or the name of a value of the script.</summary>
    public static FieldTarget ReadField(string text) => Field().Match(text) is { Success: true } field
        ? new FieldTarget(
            field.Groups["type"].Success ? field.Groups["type"].Value : Program.ScriptName,
            field.Groups["field"].Value,
            field.Groups["key"].Success ? Key(field.Groups["key"].Value) : null)
        : throw new ShellException($"'{text}' is no field: write User.balance, User(\"ann\").balance, or the name of a value of the script");

    /// <summary>The key of an entity as it is written in a program.</summary>
    public static Value Key(string text) => text[0] == '"'
        ? new StringValue(text[1..^1])
        : IntValue.Of(long.Parse(text, CultureInfo.InvariantCulture));

    private static EventKind Kind(string text) => Enum.GetValues<EventKind>().Cast<EventKind?>().FirstOrDefault(kind => Word(kind!.Value) == text)
        ?? throw new ShellException(NearestName.Describe("event kind", text, [.. Enum.GetValues<EventKind>().Select(Word)]));

    private static string Word(EventKind kind) => kind.ToString().ToLowerInvariant();

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ShellException($"'{text}' is too large a number");

    [GeneratedRegex("""^(?<file>.*\.sf|stdin|input\d+):(?<line>\d+)$""")]
    private static partial Regex FileAndLine();

    [GeneratedRegex("""^(?<method>[\w.]+)/b(?<block>\d+)$""")]
    private static partial Regex MethodAndBlock();

    [GeneratedRegex("""^(?<type>[\w.]+)(\((?<key>"[^"]*"|-?\d{1,18})\))?$""")]
    private static partial Regex Entity();

    [GeneratedRegex("""^((?<type>\w+)(\((?<key>"[^"]*"|-?\d{1,18})\))?\.)?(?<field>\w+)$""")]
    private static partial Regex Field();
}
