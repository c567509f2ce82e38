using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;

namespace StateFlow.Language.Lowering;

/// <summary>Which fields the members and invariants of an entity use, and the functions in its fields' first values.</summary>
internal static class FieldUses
{
    public static HashSet<FieldSymbol> Of(EntitySymbol entity, CallAnalysis calls)
    {
        var used = new HashSet<FieldSymbol>();
        foreach (var member in entity.Members)
        {
            Visit(member.Body);
            VisitFunctions(calls.Facts(member));
        }

        foreach (var invariant in entity.Invariants) Visit(invariant.Condition);

        // Such a function is a method of its own, which does not see the constructor's arguments.
        foreach (var (_, initializer) in entity.Fields)
        {
            VisitLambdas(initializer);
            VisitFunctions(calls.Facts(initializer));
        }

        return used;

        void VisitLambdas(BoundExpression expression)
        {
            if (expression is BoundLambda lambda) Visit(lambda.Body);
            else foreach (var child in BoundTreeChildren.Of(expression)) VisitLambdas(child);
        }

        void VisitFunctions(CodeFacts facts)
        {
            foreach (var function in facts.LocalFunctions)
            {
                Visit(function.Body);
                VisitFunctions(calls.Facts(function));
            }
        }

        void Visit(BoundExpression expression)
        {
            if (expression is BoundValue { Symbol: FieldSymbol field }) used.Add(field);
            foreach (var child in BoundTreeChildren.Of(expression)) Visit(child);
        }
    }
}
