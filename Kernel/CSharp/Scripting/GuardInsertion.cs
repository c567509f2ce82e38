using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>Puts guards into the loops and methods of a cell. Nothing else could end an endless loop.</summary>
internal sealed class GuardInsertion : CSharpSyntaxWalker
{
    private const string Turn = "global::StateFlow.Notebooks.CSharp.CellGuard.Turn(); ";
    private const string Enter = "global::StateFlow.Notebooks.CSharp.CellGuard.Enter(); ";

    private readonly List<TextEdit> _edits = [];

    private GuardInsertion()
    {
    }

    public static GuardedText Guard(SyntaxTree tree, CancellationToken cancellation)
    {
        var insertion = new GuardInsertion();
        insertion.Visit(tree.GetRoot(cancellation));
        return new GuardedText(tree.ToString(), insertion._edits);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node) => Loop(node.Statement, () => base.VisitWhileStatement(node));

    public override void VisitDoStatement(DoStatementSyntax node) => Loop(node.Statement, () => base.VisitDoStatement(node));

    public override void VisitForStatement(ForStatementSyntax node) => Loop(node.Statement, () => base.VisitForStatement(node));

    public override void VisitForEachStatement(ForEachStatementSyntax node) => Loop(node.Statement, () => base.VisitForEachStatement(node));

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        Loop(node.Statement, () => base.VisitForEachVariableStatement(node));

    public override void VisitLabeledStatement(LabeledStatementSyntax node)
    {
        Insert(node.ColonToken.Span.End, " " + Turn);
        base.VisitLabeledStatement(node);
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        Body(node.Body);
        if (node.ExpressionBody is { } body) Arrow(body, node.SemicolonToken, GivesNothing(node.ReturnType, node.Modifiers) ? "{ " + Enter : "{ " + Enter + "return ", " }");
        base.VisitMethodDeclaration(node);
    }

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        Body(node.Body);
        if (node.ExpressionBody is { } body) Arrow(body, node.SemicolonToken, GivesNothing(node.ReturnType, node.Modifiers) ? "{ " + Enter : "{ " + Enter + "return ", " }");
        base.VisitLocalFunctionStatement(node);
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (node.ExpressionBody is { } body) Arrow(body, node.SemicolonToken, "{ get { " + Enter + "return ", " } }");
        base.VisitPropertyDeclaration(node);
    }

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        Body(node.Body);
        if (node.ExpressionBody is { } body) Arrow(body, node.SemicolonToken, node.IsKind(SyntaxKind.GetAccessorDeclaration) ? "{ " + Enter + "return " : "{ " + Enter, " }");
        base.VisitAccessorDeclaration(node);
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        Body(node.Body);
        base.VisitConstructorDeclaration(node);
    }

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node)
    {
        Body(node.Body);
        base.VisitOperatorDeclaration(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        Body(node.Block);
        base.VisitSimpleLambdaExpression(node);
    }

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        Body(node.Block);
        base.VisitParenthesizedLambdaExpression(node);
    }

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        Body(node.Block);
        base.VisitAnonymousMethodExpression(node);
    }

    /// <summary>Whether the body is evaluated for its effect: there is nothing to return.</summary>
    private static bool GivesNothing(TypeSyntax result, SyntaxTokenList modifiers) =>
        result is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        || (modifiers.Any(SyntaxKind.AsyncKeyword)
            && (result as SimpleNameSyntax ?? (result as QualifiedNameSyntax)?.Right) is IdentifierNameSyntax { Identifier.Text: "Task" or "ValueTask" });

    private void Loop(StatementSyntax statement, Action visit)
    {
        if (statement is BlockSyntax block)
        {
            Insert(block.OpenBraceToken.Span.End, " " + Turn);
            visit();
            return;
        }

        Insert(statement.SpanStart, "{ " + Turn);
        visit();
        Insert(statement.Span.End, " }");
    }

    private void Body(BlockSyntax? block)
    {
        if (block is not null) Insert(block.OpenBraceToken.Span.End, " " + Enter);
    }

    private void Arrow(ArrowExpressionClauseSyntax body, SyntaxToken semicolon, string open, string close)
    {
        if (body.Expression is ThrowExpressionSyntax) return;
        _edits.Add(new TextEdit(body.ArrowToken.SpanStart, body.ArrowToken.Span.Length, open));
        Insert(semicolon.Span.End, close);
    }

    private void Insert(int position, string text) => _edits.Add(new TextEdit(position, 0, text));
}
