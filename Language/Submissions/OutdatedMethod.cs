using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.Submissions;

/// <summary>What takes the place of a method that no longer fits what it uses.</summary>
internal static class OutdatedMethod
{
    /// <summary>A method of the same signature that fails.</summary>
    /// <param name="cause">The entity or type whose definition has changed.</param>
    public static Method Of(Method method, string cause)
    {
        var owner = method.Kind is MethodKind.Method or MethodKind.Property or MethodKind.Initializer or MethodKind.Invariant
            ? method.Name[..method.Name.IndexOf('.')]
            : method.Name;
        var message = $"`{method.Name}` was compiled for an earlier definition of `{cause}`: define `{owner}` again";
        var fail = new FailTerminator(new LiteralExpression(new StringLiteral(message), DataType.String, method.Span), method.Span);
        return new Method(
            method.Name,
            method.Kind,
            method.IsPrivate,
            method.IsTransactional,
            method.CanWait,
            method.Parameters,
            method.Result,
            method.Parameters,
            [new Block(0, BlockKind.Fail, [], fail, null, method.Parameters, method.Span)],
            method.Span);
    }
}
