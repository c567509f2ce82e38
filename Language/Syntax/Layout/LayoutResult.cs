using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>The tokens with the block structure made explicit.</summary>
/// <param name="Tokens">Brackets and blocks are balanced; the last token is the end of input.</param>
/// <param name="Diagnostics">What is wrong with brackets and indentation.</param>
internal sealed record LayoutResult(Token<TokenKind>[] Tokens, ImmutableArray<Diagnostic> Diagnostics);
