using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Tells list comprehensions from lists.</summary>
internal static class Comprehensions
{
    /// <summary>Whether an item in brackets gives a list's elements by running, and is not an element itself.</summary>
    public static bool IsGenerator(BlockItem item) => item is not ExpressionItem { Expression: var expression } || IsGenerator(expression);

    private static bool IsGenerator(Expression expression) => expression switch
    {
        YieldExpression or ForExpression or WhileExpression => true,
        IfExpression { Else: null } => true,
        IfExpression choice => IsGenerator(choice.Then) || IsGenerator(choice.Else!),
        MatchExpression match => match.Arms.Any(arm => IsGenerator(arm.Body)),
        TryExpression attempt => IsGenerator(attempt.Body) || attempt.Handlers.Any(arm => IsGenerator(arm.Body)),
        BlockExpression block => IsGenerator(block.Items[^1]),
        _ => false,
    };
}
