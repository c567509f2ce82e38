using System.Text.RegularExpressions;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Assistance;
using StateFlow.Language.Submissions;

namespace StateFlow.Interpreter.Sessions;

/// <summary>Finds what could stand at a place of a text, which need not be complete.</summary>
internal sealed partial class CompletionFinder(SubmissionScope scope, EntityStore store)
{
    private const int MaxItems = 200;

    public CompletionList Find(string text, int position)
    {
        var before = text[..position];
        if (Key().Match(before) is { Success: true } key) return Matching(key.Groups["key"].Index, key.Groups["key"].Value, Keys(key.Groups["entity"].Value));
        var start = position;
        while (start > 0 && IsPartOfName(before[start - 1])) start--;
        var prefix = before[start..];
        var service = new LanguageService(scope);
        if (start > 0 && before[start - 1] == '.') return Matching(start, prefix, service.MembersAt(text, start).Select(Item));
        return prefix == "" ? new CompletionList(start, []) : Matching(start, prefix, service.NamesAt(text, start).Select(Item).Concat(NamesIn(text, start)));
    }

    private static CompletionItem Item(NameDescription description) => new(description.Name, description);

    private static CompletionList Matching(int start, string prefix, IEnumerable<CompletionItem> items) => new(
        start,
        [
            .. items.Where(item => item.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).DistinctBy(item => item.Text)
                .OrderBy(item => item.Text.StartsWith(prefix, StringComparison.Ordinal) ? 0 : 1).ThenBy(item => item.Text, StringComparer.Ordinal).Take(MaxItems),
        ]);

    private IEnumerable<CompletionItem> Keys(string entity) => store.Entities.Keys
        .Where(reference => reference.Entity == entity && reference.Key is StringValue)
        .Select(reference => new CompletionItem(((StringValue)reference.Key).Value));

    /// <summary>The names in the text itself, which may declare them.</summary>
    private static IEnumerable<CompletionItem> NamesIn(string text, int exceptAt) =>
        Name().Matches(text).Where(match => match.Index != exceptAt).Select(match => new CompletionItem(match.Value));

    private static bool IsPartOfName(char character) => char.IsLetterOrDigit(character) || character is '_' or '\'';

    [GeneratedRegex("""(?<entity>\w+)(\.Get|\.Exists)?\s*\(\s*"(?<key>[^"]*)$""")]
    private static partial Regex Key();

    [GeneratedRegex("""\b[\p{L}_][\w']*\b""")]
    private static partial Regex Name();
}
