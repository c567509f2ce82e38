using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Types: <c>int</c>, <c>(int * string) list</c>, <c>Map&lt;string, int></c>, <c>int -> bool</c>.</summary>
internal sealed class TypeGrammar
{
    private readonly ParseContext _context;

    public TypeGrammar(ParseContext context)
    {
        _context = context;
        var type = Parse.Ref(() => Type!);

        // The `>>` that ends two lists of arguments arrives as two tokens.
        var arguments = Parse.Sequence(Take(TokenKind.Less), type.SeparatedBy(TokenKind.Comma), Take(TokenKind.Greater, TokenKind.ComposeRight));
        var named = Take(TokenKind.Identifier).Then(name => arguments
            .Select(list => (TypeSyntax)new NamedTypeSyntax(context.NameOf(name), list.Item2, context.Span(name, list.Item3)))
            .When(TokenKind.Less, new NamedTypeSyntax(context.NameOf(name), [], context.Span(name))));
        var parameter = Take(TokenKind.TypeParameter)
            .Select(token => (TypeSyntax)new TypeParameterSyntax(new Name(token.ToStringValue()[1..], context.Span(token)), context.Span(token)));
        var parenthesized = Parse.Sequence(Take(TokenKind.OpenParen, TokenKind.AdjacentOpenParen), type, Take(TokenKind.CloseParen))
            .Select(parts => parts.Item2 with { Span = context.Span(parts.Item1, parts.Item3) });

        var atom = Dispatch(
            "a type",
            (TokenKind.Identifier, named),
            (TokenKind.TypeParameter, parameter),
            (TokenKind.OpenParen, parenthesized),
            (TokenKind.AdjacentOpenParen, parenthesized));
        Operand = ApplyPostfix(atom);
        var tuple = Operand.SeparatedBy(TokenKind.Star)
            .Select(items => items.Length == 1 ? items[0] : new TupleTypeSyntax(items, ParseContext.Span(items[0], items[^1])));
        Type = tuple.SeparatedBy(TokenKind.RightArrow).Select(FoldArrows);
    }

    /// <summary>Any type.</summary>
    public TokenListParser<TokenKind, TypeSyntax> Type { get; }

    /// <summary>A type that is no tuple and no function, unless in parentheses.</summary>
    public TokenListParser<TokenKind, TypeSyntax> Operand { get; }

    private static TypeSyntax FoldArrows(ImmutableArray<TypeSyntax> operands)
    {
        var type = operands[^1];
        for (var i = operands.Length - 2; i >= 0; i--) type = new FunctionTypeSyntax(operands[i], type, ParseContext.Span(operands[i], type));
        return type;
    }

    /// <summary><c>int list option</c>. The names stand in the same line, or what follows a missing <c>=</c> would be taken for one.</summary>
    private TokenListParser<TokenKind, TypeSyntax> ApplyPostfix(TokenListParser<TokenKind, TypeSyntax> atom) => input =>
    {
        var result = atom(input);
        if (!result.HasValue) return result;
        var type = result.Value;
        var rest = result.Remainder;
        while (rest.ConsumeToken() is { HasValue: true } next && next.Value.Kind == TokenKind.Identifier && next.Value.Position.Line == type.Span.End.Line)
        {
            type = new NamedTypeSyntax(_context.NameOf(next.Value), [type], _context.Span(type, next.Value));
            rest = next.Remainder;
        }

        return TokenListParserResult.Value(type, input, rest);
    };
}
