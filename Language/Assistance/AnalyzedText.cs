using Superpower.Model;
using StateFlow.Language.Binding;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.Lowering;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Assistance;

/// <summary>A text that may be wrong or unfinished, with whatever the binder could make of it.</summary>
internal sealed class AnalyzedText
{
    private readonly BindResult _bound;
    private readonly CompilationUnit _unit;

    private AnalyzedText(string text, Token<TokenKind>[] tokens, CompilationUnit unit, BindResult bound) => (Text, Tokens, _unit, _bound) = (text, tokens, unit, bound);

    public string Text { get; }

    public Token<TokenKind>[] Tokens { get; }

    /// <summary>What the text can name at its top level: its own declarations and the earlier ones.</summary>
    public GlobalScope Scope => _bound.Scope;

    /// <summary>The entities that the text declares.</summary>
    public ImmutableArray<EntitySymbol> Entities => _bound.Program.Entities;

    /// <summary>The functions that the text declares, local ones too.</summary>
    public ImmutableArray<FunctionSymbol> Functions => _bound.Functions;

    public static AnalyzedText Of(SubmissionScope scope, string text) => DeepStack.Run(() =>
    {
        var source = new SourceText("", text);
        var unit = Parser.Parse(source).Unit;
        return new AnalyzedText(text, SourceTokenizer.Tokenize(source), unit, Binder.Bind([unit], scope.Names, keepsValue: true));
    });

    /// <summary>The identifier at a place or just before it; null if there is none.</summary>
    public Token<TokenKind>? IdentifierAt(int position)
    {
        foreach (var token in Tokens)
        {
            if (token.Kind == TokenKind.Identifier && token.Span.Position.Absolute <= position && position <= End(token)) return token;
        }

        return null;
    }

    public static int Start(Token<TokenKind> token) => token.Span.Position.Absolute;

    public static int End(Token<TokenKind> token) => Start(token) + token.Span.Length;

    /// <summary>All expressions of the text, outer ones before inner ones.</summary>
    public IEnumerable<BoundExpression> Expressions()
    {
        var open = new Stack<BoundExpression>(
            _bound.Program.Statements.SelectMany(BoundTreeChildren.Of)
                .Concat(_bound.Functions.Select(function => function.Body))
                .Concat(Entities.SelectMany(entity => entity.Members.Select(member => member.Body)
                    .Concat(entity.Fields.Select(field => field.Initializer))
                    .Concat(entity.Invariants.Select(invariant => invariant.Condition))))
                .Where(body => body is not null));
        while (open.TryPop(out var expression))
        {
            yield return expression;
            foreach (var child in BoundTreeChildren.Of(expression)) open.Push(child);
        }
    }

    /// <summary>The value declared at a place; null if none is.</summary>
    public ValueSymbol? DeclaredAt(int start) => _bound.Values.FirstOrDefault(value => value.Span.Start.Offset == start && value.Span.Length > 0 && value.Name != Binder.LastValue);

    /// <summary>The value of a name that was last declared before a place, in the text or earlier.</summary>
    public ValueSymbol? Value(string name, int before) =>
        _bound.Values.Where(value => value.Name == name && value.Span.Start.Offset < before && value.Span.Length > 0).MaxBy(value => value.Span.Start.Offset)
        ?? (Scope.Names.GetValueOrDefault(name) as ValueMeaning)?.Symbol;

    /// <summary>The values that are declared before a place in the same declaration of the text: parameters, locals, fields.</summary>
    public IEnumerable<ValueSymbol> ValuesNear(int position)
    {
        var item = _unit.Items.LastOrDefault(item => item.Span.Start.Offset <= position);
        return item is null ? [] : _bound.Values.Where(value => value.Span.Start.Offset >= item.Span.Start.Offset && value.Span.Start.Offset < position && value.Span.Length > 0);
    }

    /// <summary>The entity in whose declaration a place is, and the name that stands for it there; null outside.</summary>
    public (EntitySymbol Entity, string Self)? EnclosingEntity(int position)
    {
        if (_unit.Items.LastOrDefault(item => item.Span.Start.Offset <= position) is not EntityDeclaration declaration) return null;
        if (Entities.FirstOrDefault(entity => entity.Span.Start.Offset == declaration.Name.Span.Start.Offset) is not { } symbol) return null;
        var member = declaration.Items.OfType<MemberItem>().LastOrDefault(member => member.Span.Start.Offset <= position);
        return (symbol, member?.Self.Text ?? "this");
    }
}
