using Superpower.Model;
using StateFlow.Language.Binding;
using StateFlow.Language.Syntax.Lexing;

namespace StateFlow.Language.Assistance;

/// <summary>Finds the call in whose arguments a place is, finished or not.</summary>
internal sealed class CallFinder(AnalyzedText text)
{
    public DescribedCall? Find(int position)
    {
        var last = Array.FindLastIndex(text.Tokens, token => AnalyzedText.Start(token) < position);
        var (depth, commas) = (0, 0);
        var atoms = new List<int>(); // Indexes of the operands of an application, the last one first.
        for (var at = last; at >= 0; at--)
        {
            var token = text.Tokens[at];
            switch (token.Kind)
            {
                case TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace:
                    depth++;
                    break;
                case TokenKind.AdjacentOpenParen or TokenKind.AdjacentOpenBracket or TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace when depth > 0:
                    depth--;
                    if (depth == 0 && token.Kind is not (TokenKind.AdjacentOpenParen or TokenKind.AdjacentOpenBracket)) atoms.Add(at);
                    break;
                case TokenKind.AdjacentOpenParen when CalleeBefore(at) is { } callee:
                    return new DescribedCall(callee, commas);
                case TokenKind.AdjacentOpenParen or TokenKind.AdjacentOpenBracket or TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace or TokenKind.HoleOpen:
                    if (Applied(atoms, position) is { } applied) return applied;
                    (commas, atoms) = (0, [at]);
                    break;
                case var _ when depth > 0:
                    break;
                case TokenKind.Comma:
                    if (Applied(atoms, position) is { } argument) return argument;
                    (commas, atoms) = (commas + 1, []);
                    break;
                case TokenKind.Identifier or TokenKind.Integer or TokenKind.Float or TokenKind.String or TokenKind.True or TokenKind.False or TokenKind.InterpolationStart:
                    if (at + 1 >= text.Tokens.Length || text.Tokens[at + 1].Kind != TokenKind.Dot) atoms.Add(at);
                    else if (atoms.Count > 0) atoms[^1] = at;
                    break;
                case TokenKind.Dot or TokenKind.InterpolationText or TokenKind.InterpolationEnd or TokenKind.HoleClose or TokenKind.HoleFormat:
                    break;
                default:
                    if (Applied(atoms, position) is { } call) return call;
                    atoms = [];
                    break;
            }

            // An application goes over lines only in brackets.
            var isFirstOfLine = at > 0 && text.Tokens[at - 1].Position.Line < token.Position.Line;
            if (depth > 0 || !isFirstOfLine || token.Kind == TokenKind.AdjacentOpenParen) continue;
            if (Applied(atoms, position) is { } finished) return finished;
            atoms = [];
        }

        return Applied(atoms, position);
    }

    /// <summary>The application of a function to operands that stand after it, if it is one.</summary>
    private DescribedCall? Applied(List<int> atoms, int position)
    {
        if (atoms.Count == 0) return null;
        var head = PathEnd(atoms[^1]);
        if (text.Tokens[head].Kind != TokenKind.Identifier || position <= AnalyzedText.End(text.Tokens[head])) return null;
        if (CalleeBefore(head + 1) is not { Kind: NameKind.Function, Parameters.IsEmpty: false } callee) return null;
        var isInLast = atoms.Count > 1 && !char.IsWhiteSpace(text.Text[position - 1]);
        return new DescribedCall(callee, atoms.Count - 1 - (isInLast ? 1 : 0));
    }

    /// <summary>The last token of the dotted name that begins with a token.</summary>
    private int PathEnd(int start)
    {
        var end = start;
        while (end + 2 < text.Tokens.Length && text.Tokens[end + 1].Kind == TokenKind.Dot && text.Tokens[end + 2].Kind == TokenKind.Identifier) end += 2;
        return end;
    }

    /// <summary>What the name before a token stands for, if it can be called.</summary>
    private NameDescription? CalleeBefore(int token)
    {
        if (token == 0 || text.Tokens[token - 1] is not { Kind: TokenKind.Identifier } name) return null;
        var described = IsMember(token - 1)
            ? new MemberFinder(text).Find(AnalyzedText.Start(text.Tokens[token - 2])).FirstOrDefault(member => IsNamed(member, name))
            : Callable(name.ToStringValue());
        return described?.Parameters.IsEmpty == false ? described : null;
    }

    private bool IsMember(int token) => token > 0 && text.Tokens[token - 1].Kind == TokenKind.Dot;

    private static bool IsNamed(NameDescription member, Token<TokenKind> name) =>
        member.Name[(member.Name.LastIndexOf('.') + 1)..] == name.ToStringValue();

    private NameDescription? Callable(string name)
    {
        if (text.Functions.LastOrDefault(function => function.Name == name) is { } local) return Descriptions.Of(local);
        if (text.Scope.Names.GetValueOrDefault(name) is FunctionMeaning { Function: var function }) return Descriptions.Of(function);
        if (text.Scope.Types.GetValueOrDefault(name) is EntityMeaning { Entity: var entity }) return Descriptions.Of(entity);
        return text.Scope.Cases.TryGetValue(name, out var unionCase) ? Descriptions.Of(unionCase) : Descriptions.OfLibrary(name);
    }
}
