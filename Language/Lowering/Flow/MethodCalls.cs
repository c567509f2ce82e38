using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>A call that a method may make.</summary>
/// <param name="Method">The called method; for a creation the initializer.</param>
/// <param name="Entity">The entity type that a remote call goes to.</param>
/// <param name="Label">How the call is named on an edge.</param>
internal sealed record MethodCall(string Method, string? Entity, string Label)
{
    public bool IsRemote => Entity is not null;
}

/// <summary>Lists the calls of a method.</summary>
internal static class MethodCalls
{
    public static IEnumerable<MethodCall> Of(Method method)
    {
        foreach (var block in method.Blocks)
        {
            foreach (var call in Terminator(block.Terminator)) yield return call;
            foreach (var expression in ExpressionChildren.Of(block))
            {
                foreach (var call in Within(expression)) yield return call;
            }
        }
    }

    private static IEnumerable<MethodCall> Terminator(Terminator terminator) => terminator switch
    {
        CallTerminator call => Of(call.Call),
        ForkTerminator fork => fork.Branches.SelectMany(branch => Of(branch.Call)),
        _ => [],
    };

    private static IEnumerable<MethodCall> Within(Expression expression)
    {
        IEnumerable<MethodCall> own = expression switch
        {
            CallExpression call => [new MethodCall(call.Method, null, call.Method)],
            ClosureExpression closure => [new MethodCall(closure.Method, null, closure.Method)],
            StartExpression start => Of(start.Call),
            _ => [],
        };
        return own.Concat(ExpressionChildren.Of(expression).SelectMany(Within));
    }

    private static IEnumerable<MethodCall> Of(Call call) => call switch
    {
        InvokeCall invoke => [new MethodCall(invoke.Method, invoke.Entity, invoke.Method)],
        CreateCall create => [new MethodCall($"{create.Entity}.new", create.Entity, CallNotation.Label(create))],
        ExistsCall exists => [new MethodCall($"{exists.Entity}.new", exists.Entity, CallNotation.Label(exists))],
        InPlaceCall inPlace => [new MethodCall(inPlace.Method, null, inPlace.Method)],
        _ => [],
    };
}
