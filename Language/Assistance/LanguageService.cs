using StateFlow.Language.IR;
using StateFlow.Language.Submissions;

namespace StateFlow.Language.Assistance;

/// <summary>What editors ask of the language: names that fit, what a name is, which parameter comes next. Texts need not be right.</summary>
/// <param name="scope">What the submissions before the text declare.</param>
/// <example>
/// <code>
/// var service = new LanguageService(session.Scope);
/// Console.WriteLine(service.DescribeAt("ann.BuyItem(1, apple)", 6)?.Description.Signature);
/// </code>
/// </example>
public sealed class LanguageService(SubmissionScope scope)
{
    /// <summary>A name that no program has; it makes an unfinished <c>item.</c> an expression.</summary>
    private const string Placeholder = "unfinished'";

    private static readonly ImmutableArray<NameDescription> Keywords =
    [
        .. new[]
        {
            "and", "as", "do", "downto", "elif", "else", "entity", "false", "for", "fun", "function", "if", "in", "invariant", "key", "let", "match",
            "member", "mutable", "not", "of", "printf", "printfn", "private", "rec", "sprintf", "start", "then", "to", "true", "try", "type", "wait",
            "when", "while", "with", "yield",
        }.Select(word => new NameDescription(NameKind.Keyword, word, word)),
    ];

    private static readonly ImmutableArray<NameDescription> LibraryNames =
    [
        .. Library.Names.Where(name => !name.Contains('.')).Select(name => Descriptions.OfLibrary(name)!),
        .. Library.Names.Where(name => name.Contains('.')).Select(name => name.Split('.')[0]).Distinct().Select(name => new NameDescription(NameKind.Module, name, $"module {name}")),
    ];

    /// <summary>What the name at a place stands for; null if there is no name or nothing is known of it.</summary>
    public DescribedName? DescribeAt(string text, int position) => new NameFinder(AnalyzedText.Of(scope, text)).Find(position);

    /// <summary>The call whose arguments are being written at a place; null if none are.</summary>
    public DescribedCall? CallAt(string text, int position) => new CallFinder(AnalyzedText.Of(scope, text)).Find(position);

    /// <summary>The members of what stands before the dot that ends at a place.</summary>
    public ImmutableArray<NameDescription> MembersAt(string text, int position)
    {
        var completed = AnalyzedText.Of(scope, text.Insert(position, Placeholder));
        return [.. DeepStack.Run(() => new MemberFinder(completed).Find(position - 1).Select(member => member with { Name = member.Name[(member.Name.LastIndexOf('.') + 1)..] }).ToList())];
    }

    /// <summary>The names that can be used at a place, inner ones first.</summary>
    public ImmutableArray<NameDescription> NamesAt(string text, int position)
    {
        var analyzed = AnalyzedText.Of(scope, text);
        return
        [
            .. analyzed.ValuesNear(position).Reverse().Select(Descriptions.Of)
                .Concat(analyzed.Functions.Select(Descriptions.Of))
                .Concat(analyzed.Scope.Names.Select(entry => Descriptions.Of(entry.Key, entry.Value)).OfType<NameDescription>())
                .Concat(analyzed.Scope.Types.Select(entry => Descriptions.Of(entry.Key, entry.Value)))
                .Concat(analyzed.Scope.Cases.Values.Select(Descriptions.Of))
                .Concat(LibraryNames)
                .Concat(Keywords)
                .DistinctBy(description => description.Name),
        ];
    }
}
