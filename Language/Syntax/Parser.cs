using StateFlow.Language.Syntax.Grammar;
using StateFlow.Language.Syntax.Layout;
using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower.Model;

namespace StateFlow.Language.Syntax;

/// <summary>Text to syntax tree.</summary>
public static class Parser
{
    private const int LengthLimit = 5_000_000;
    private const int DepthForCallersStack = 50;

    /// <summary>Parses <paramref name="source"/>. Any text has a result: what is wrong in it is in the diagnostics.</summary>
    public static ParseResult Parse(SourceText source)
    {
        if (source.Text.Length > LengthLimit)
        {
            var start = new SourceSpan(source.File, SourcePosition.Start, SourcePosition.Start);
            return new ParseResult(new CompilationUnit(source, [], start), [SyntaxDiagnostics.TextTooLong(start, LengthLimit)]);
        }

        var (tokens, lexical) = LexicalCheck.Apply(source, SourceTokenizer.Tokenize(source));
        var layout = OffsideRule.Apply(source, tokens);
        var context = new ParseContext(source, layout.Tokens);
        var nesting = Nesting.Measure(layout.Tokens);
        if (nesting.Excess is { } excess)
        {
            return new ParseResult(new CompilationUnit(source, [], context.Whole), [SyntaxDiagnostics.NestedTooDeeply(context.Span(excess))]);
        }

        var items = nesting.Depth <= DepthForCallersStack ? ParseItems(context) : DeepStack.Run(() => ParseItems(context));
        var diagnostics = Merge([.. lexical, .. layout.Diagnostics], context.Diagnostics);
        return new ParseResult(new CompilationUnit(source, items, context.Whole), diagnostics);
    }

    private static ImmutableArray<TopLevelItem> ParseItems(ParseContext context) =>
        new DeclarationGrammar(context).Items(new TokenList<TokenKind>(context.Tokens)).Value;

    /// <summary>
    /// All messages in order, at most one a place. What the grammar says about a line with a wrong token or wrong
    /// indentation is a consequence of that.
    /// </summary>
    private static ImmutableArray<Diagnostic> Merge(ImmutableArray<Diagnostic> causes, IEnumerable<Diagnostic> fromGrammar)
    {
        var lines = causes.Select(diagnostic => diagnostic.Span.Start.Line).ToHashSet();
        return [.. causes.Concat(fromGrammar.Where(diagnostic => !lines.Contains(diagnostic.Span.Start.Line))).OrderBy(diagnostic => diagnostic.Span.Start)];
    }
}
