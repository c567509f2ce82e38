using System.Text.RegularExpressions;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Binding;
using StateFlow.Language.Binding.Expressions;
using StateFlow.Language.IR;
using StateFlow.Language.Submissions;

namespace StateFlow.Interpreter.Sessions;

/// <summary>Finds what could stand at a place of a text, which need not be complete.</summary>
internal sealed partial class CompletionFinder(SubmissionScope scope, EntityStore store)
{
    private const int MaxItems = 200;

    private static readonly ImmutableArray<string> Words =
    [
        "and", "do", "elif", "else", "entity", "false", "for", "fun", "if", "in", "invariant", "key", "let", "match", "member", "mutable", "not",
        "of", "printf", "printfn", "rec", "sprintf", "start", "then", "true", "try", "type", "wait", "when", "while", "with", "yield",
    ];

    public CompletionList Find(string text, int position)
    {
        var before = text[..position];
        if (Key().Match(before) is { Success: true } key) return Matching(key.Groups["key"].Index, key.Groups["key"].Value, Keys(key.Groups["entity"].Value));
        var start = position;
        while (start > 0 && IsPartOfName(before[start - 1])) start--;
        var prefix = before[start..];
        if (start > 0 && before[start - 1] == '.') return Matching(start, prefix, Members(before[..(start - 1)]));
        return prefix == "" ? new CompletionList(start, []) : Matching(start, prefix, Names().Concat(NamesIn(text, start)));
    }

    private static CompletionList Matching(int start, string prefix, IEnumerable<string> items) => new(
        start,
        [
            .. items.Where(item => item.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Distinct()
                .OrderBy(item => item.StartsWith(prefix, StringComparison.Ordinal) ? 0 : 1).ThenBy(item => item, StringComparer.Ordinal).Take(MaxItems),
        ]);

    private IEnumerable<string> Keys(string entity) => store.Entities.Keys
        .Where(reference => reference.Entity == entity && reference.Key is StringValue)
        .Select(reference => ((StringValue)reference.Key).Value);

    private IEnumerable<string> Names() => scope.Names.Names.Keys
        .Concat(scope.Names.Types.Keys)
        .Concat(scope.Names.Cases.Keys)
        .Concat(Library.Names.Select(name => name.Split('.')[0]))
        .Concat(Words);

    /// <summary>The names in the text itself, which may declare them.</summary>
    private static IEnumerable<string> NamesIn(string text, int exceptAt) =>
        Name().Matches(text).Where(match => match.Index != exceptAt).Select(match => match.Value);

    private IEnumerable<string> Members(string before)
    {
        var target = before[TargetStart(before)..];
        if (target == "this") return DeclaredMember().Matches(before).Select(match => match.Groups["name"].Value);
        var library = Library.Names.Where(name => name.StartsWith(target + ".", StringComparison.Ordinal)).Select(name => name[(target.Length + 1)..]).ToList();
        if (library.Count > 0) return library;
        if (!scope.Names.Names.ContainsKey(target) && scope.Names.Types.TryGetValue(target, out var type)) return MembersOfType(type);
        return target == "" || ExpressionEvaluation.TypeOf(scope, target).Type is not { } known ? [] : MembersOf(known);
    }

    private static IEnumerable<string> MembersOfType(TypeMeaning type) => type switch
    {
        EntityMeaning => ["Get", "Exists"],
        DefinitionMeaning { Definition: UnionDefinition union } => union.Cases.Select(unionCase => unionCase.Name),
        _ => [],
    };

    private IEnumerable<string> MembersOf(DataType type) => type switch
    {
        EntityType entity when scope.Names.Types.GetValueOrDefault(entity.Name) is EntityMeaning { Entity: var symbol } =>
            symbol.Members.Where(member => !member.IsPrivate).Select(member => member.Name),
        NamedType named when scope.Names.Types.GetValueOrDefault(named.Name) is DefinitionMeaning { Definition: RecordDefinition record } =>
            record.Fields.Select(field => field.Name!),
        _ => ConvenienceMembers.Names.Where(name => ConvenienceMembers.Find(type, name) is not null),
    };

    /// <summary>Where the operand begins that ends the text: names, dots, and whole brackets and strings.</summary>
    private static int TargetStart(string text)
    {
        var at = text.Length;
        while (at > 0)
        {
            var last = text[at - 1];
            if (IsPartOfName(last) || last == '.') at--;
            else if (last is ')' or ']') at = OpeningOf(text, at - 1);
            else if (last == '"' && text.LastIndexOf('"', Math.Max(0, at - 2)) is >= 0 and var quote) at = quote;
            else break;
        }

        return at;
    }

    private static int OpeningOf(string text, int closing)
    {
        var depth = 0;
        for (var at = closing; at >= 0; at--)
        {
            if (text[at] is ')' or ']') depth++;
            else if (text[at] is '(' or '[' && --depth == 0) return at;
        }

        return 0;
    }

    private static bool IsPartOfName(char character) => char.IsLetterOrDigit(character) || character is '_' or '\'';

    [GeneratedRegex("""(?<entity>\w+)(\.Get|\.Exists)?\s*\(\s*"(?<key>[^"]*)$""")]
    private static partial Regex Key();

    [GeneratedRegex("""\b[\p{L}_][\w']*\b""")]
    private static partial Regex Name();

    [GeneratedRegex("""member\s+(private\s+)?\w+\.(?<name>\w+)""")]
    private static partial Regex DeclaredMember();
}
