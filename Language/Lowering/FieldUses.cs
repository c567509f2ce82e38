using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;

namespace StateFlow.Language.Lowering;

/// <summary>Which fields the members and invariants of an entity use.</summary>
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
        return used;

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
