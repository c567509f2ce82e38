using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering;

/// <summary>Reads off a piece of bound code what it calls, reads and declares.</summary>
internal static class CodeFactsCollector
{
    /// <summary>The facts of <paramref name="expression"/>, lambdas inside included, bodies of local functions not.</summary>
    public static CodeFacts Collect(BoundExpression expression)
    {
        var facts = new CodeFacts();
        Visit(expression, facts);
        return facts;
    }

    /// <summary>The facts of a sequence of statements.</summary>
    public static CodeFacts Collect(IEnumerable<BoundStatement> statements)
    {
        var facts = new CodeFacts();
        foreach (var statement in statements) Visit(statement, facts);
        return facts;
    }

    private static void Visit(BoundExpression expression, CodeFacts facts)
    {
        switch (expression)
        {
            case BoundValue { Symbol: var symbol }:
                Use(symbol, expression, facts);
                break;
            case BoundAssignment { Target: var symbol }:
                Use(symbol, expression, facts);
                break;
            case BoundCall { Function: var function }:
                facts.Functions.Add((function, expression));
                break;
            case BoundFunctionValue { Function: var function }:
                facts.Functions.Add((function, expression));
                break;
            case BoundMemberCall { Target: BoundThis, Member: var member }:
                facts.Members.Add((member, expression));
                break;
            case BoundMemberCall or BoundCreate or BoundExists or BoundStart
                or BoundLibraryCall { Function.Name: "wait" } or BoundLibraryValue { Function.Name: "wait" }:
                facts.EntityCall ??= expression;
                break;
            case BoundPrint print:
                facts.Print ??= print;
                break;
            case BoundLambda lambda:
                facts.Declared.UnionWith(lambda.Parameters);
                break;
            case BoundForRange loop:
                facts.Declared.Add(loop.Variable);
                break;
            case BoundFor loop:
                Declare(loop.Pattern, facts);
                break;
            case BoundMatch match:
                foreach (var arm in match.Arms) Declare(arm.Pattern, facts);
                break;
            case BoundTry @try:
                foreach (var arm in @try.Handlers) Declare(arm.Pattern, facts);
                break;
            case BoundBlock block:
                foreach (var statement in block.Statements) Visit(statement, facts);
                return;
        }

        foreach (var child in BoundTreeChildren.Of(expression)) Visit(child, facts);
    }

    private static void Visit(BoundStatement statement, CodeFacts facts)
    {
        switch (statement)
        {
            case BoundLet let:
                Declare(let.Pattern, facts);
                if (let is { Pattern: BoundVariablePattern { Variable: LocalSymbol local }, Value.Type: FunctionType })
                    facts.FunctionValues[local] = let.Value;
                break;
            case BoundParallelLet parallel:
                foreach (var binding in parallel.Bindings) Declare(binding.Pattern, facts);
                break;
            case BoundLetFunctions functions:
                facts.LocalFunctions.AddRange(functions.Functions);
                break;
        }

        foreach (var child in BoundTreeChildren.Of(statement)) Visit(child, facts);
    }

    private static void Use(ValueSymbol symbol, BoundExpression at, CodeFacts facts)
    {
        if (symbol is LocalSymbol local) facts.Locals.Add(local);
        if (symbol is ScriptValueSymbol value) facts.ScriptValues.Add((value, at));
    }

    private static void Declare(BoundPattern pattern, CodeFacts facts)
    {
        foreach (var symbol in PatternVariables.Of(pattern).OfType<LocalSymbol>()) facts.Declared.Add(symbol);
    }
}
