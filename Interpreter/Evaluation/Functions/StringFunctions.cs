using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions of <c>String</c>; the string they work on comes last, and culture never matters.</summary>
internal static class StringFunctions
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["String.length"] = call => IntValue.Of(call.Text(0).Length),
        ["String.concat"] = Join,
        ["String.join"] = Join,
        ["String.split"] = call => ListValue.From(call.Text(1).Split(call.Text(0)).Select(part => new StringValue(part))),
        ["String.contains"] = call => BoolValue.Of(call.Text(1).Contains(call.Text(0), StringComparison.Ordinal)),
        ["String.startsWith"] = call => BoolValue.Of(call.Text(1).StartsWith(call.Text(0), StringComparison.Ordinal)),
        ["String.endsWith"] = call => BoolValue.Of(call.Text(1).EndsWith(call.Text(0), StringComparison.Ordinal)),
        ["String.replace"] = Replace,
        ["String.trim"] = call => new StringValue(call.Text(0).Trim()),
        ["String.toUpper"] = call => new StringValue(call.Text(0).ToUpperInvariant()),
        ["String.toLower"] = call => new StringValue(call.Text(0).ToLowerInvariant()),
        ["String.substring"] = Substring,
        ["String.replicate"] = Replicate,
        ["String.item"] = Item,
    };

    private static FailureException TooLong(LibraryCall call) => call.Failure("the text is too long");

    private static Value Join(LibraryCall call)
    {
        var separator = call.Text(0);
        var parts = new List<string>();
        var length = 0L;
        foreach (var part in call.List(1))
        {
            parts.Add(call.Site.Text(part));
            length += separator.Length + parts[^1].Length;
        }

        return length <= Limits.TextLength ? new StringValue(string.Join(separator, parts)) : throw TooLong(call);
    }

    private static Value Replace(LibraryCall call)
    {
        var (old, replacement, text) = (call.Text(0), call.Text(1), call.Text(2));
        if (old.Length == 0) throw call.Failure("String.replace: the text to look for is empty");
        return text.Length + Occurrences(text, old) * (replacement.Length - old.Length) <= Limits.TextLength
            ? new StringValue(text.Replace(old, replacement, StringComparison.Ordinal))
            : throw TooLong(call);
    }

    private static long Occurrences(string text, string part)
    {
        var count = 0L;
        var at = text.IndexOf(part, StringComparison.Ordinal);
        for (; at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private static Value Substring(LibraryCall call)
    {
        var (start, length, text) = (call.Int(0), call.Int(1), call.Text(2));
        if (start < 0 || start > text.Length || length < 0 || length > text.Length - start)
            throw call.Failure($"String.substring: a length of {length} from {start} is outside the text of {text.Length} characters");
        return new StringValue(text.Substring((int)start, (int)length));
    }

    private static Value Replicate(LibraryCall call)
    {
        var (count, text) = (call.Int(0), call.Text(1));
        if (count < 0) throw call.Failure($"String.replicate: the count {count} is negative");
        if (text.Length == 0) return call[1];
        return count <= Limits.TextLength / text.Length
            ? new StringValue(string.Concat(Enumerable.Repeat(text, (int)count)))
            : throw TooLong(call);
    }

    private static Value Item(LibraryCall call)
    {
        var (index, text) = (call.Int(0), call.Text(1));
        return index >= 0 && index < text.Length
            ? new StringValue(text[(int)index].ToString())
            : throw call.Failure($"index {index} is outside the text of {text.Length} characters");
    }
}
