namespace StateFlow.Language.Syntax.Tree;

/// <summary>Any node of the syntax tree.</summary>
/// <param name="Span">The text the node was parsed from.</param>
public abstract record SyntaxNode(SourceSpan Span);

/// <summary>An identifier where it stands.</summary>
public sealed record Name(string Text, SourceSpan Span) : SyntaxNode(Span);

/// <summary>A whole file, or one submission of a session.</summary>
public sealed record CompilationUnit(SourceText Source, ImmutableArray<TopLevelItem> Items, SourceSpan Span) : SyntaxNode(Span);
