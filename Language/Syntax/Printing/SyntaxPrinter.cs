using System.Text;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Syntax.Printing;

/// <summary>Shows a syntax tree as symbolic expressions.</summary>
public static class SyntaxPrinter
{
    /// <summary>The whole tree, one item after the other, indented.</summary>
    public static string Print(CompilationUnit unit)
    {
        var text = new StringBuilder();
        foreach (var item in unit.Items) DeclarationNotation.Of(item).Write(text, 0);
        return text.ToString();
    }

    /// <summary>One node in one line.</summary>
    public static string PrintLine(SyntaxNode node) => (node switch
    {
        Expression expression => ExpressionNotation.Of(expression),
        BlockItem item => ExpressionNotation.Of(item),
        Pattern pattern => PatternNotation.Of(pattern),
        TypeSyntax type => PatternNotation.Of(type),
        TopLevelItem item => DeclarationNotation.Of(item),
        EntityItem item => DeclarationNotation.Of(item),
        CompilationUnit unit => Notation.List("unit", unit.Items.Select(DeclarationNotation.Of)),
        Name name => name.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    }).ToLine();
}
