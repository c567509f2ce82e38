using StateFlow.Language.IR;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <summary>Refuses entity calls where there is nothing to split, and entities that depend on the script.</summary>
internal sealed class EntityCallChecks
{
    private readonly CallAnalysis _calls;
    private readonly ScriptDependence _script;
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    private EntityCallChecks(CallAnalysis calls, ScriptDependence script) => (_calls, _script) = (calls, script);

    public static ImmutableArray<Diagnostic> Check(BoundProgram program, CallAnalysis calls, ScriptDependence script)
    {
        var checks = new EntityCallChecks(calls, script);
        foreach (var entity in program.Entities) checks.CheckEntity(entity);
        foreach (var function in program.Functions) checks.CheckCode(function.Body, calls.Facts(function));
        foreach (var statement in program.Statements) checks.CheckStatement(statement);
        checks.CheckLocalFunctions(calls.Script);
        return checks._diagnostics.ToImmutable();
    }

    private void CheckEntity(EntitySymbol entity)
    {
        foreach (var field in entity.Fields)
        {
            var facts = _calls.Facts(field.Initializer);
            if (FirstCall(facts) is { } call) Report(LoweringDiagnostics.EntityCallInInitialValue(field.Field.Name, call.Span));
            CheckScriptUse(facts, reportCalls: false);
        }

        foreach (var invariant in entity.Invariants)
        {
            var facts = _calls.Facts(invariant.Condition);
            if (FirstCall(facts) is { } call) Report(LoweringDiagnostics.EntityCallInInvariant(call.Span));
            CheckScriptUse(facts, reportCalls: false);
        }

        foreach (var member in entity.Members)
        {
            var facts = _calls.Facts(member);
            CheckScriptUseWithin(facts);
            CheckCode(member.Body, facts);
        }
    }

    private BoundExpression? FirstCall(CodeFacts facts) =>
        facts.EntityCall
        ?? facts.Functions.Where(use => _calls.CanWait(use.Function)).Select(use => use.At)
            .Concat(facts.Members.Where(use => _calls.CanWait(use.Member)).Select(use => use.At))
            .FirstOrDefault();

    private void CheckScriptUseWithin(CodeFacts facts)
    {
        CheckScriptUse(facts, reportCalls: true);
        foreach (var function in facts.LocalFunctions) CheckScriptUseWithin(_calls.Facts(function));
    }

    private void CheckScriptUse(CodeFacts facts, bool reportCalls)
    {
        foreach (var (value, at) in facts.ScriptValues.DistinctBy(use => use.Value))
        {
            if (!_script.IsConstant(value)) Report(LoweringDiagnostics.ScriptValueInEntity(value.Name, at.Span));
        }

        foreach (var (function, at) in facts.Functions.Where(use => !use.Function.IsLocal))
        {
            if (reportCalls && _calls.CanWait(function)) Report(LoweringDiagnostics.ScriptFunctionInEntity(function.Name, at.Span));
            else if (_script.ScriptValueOf(function) is { } value) Report(LoweringDiagnostics.FunctionOfScriptValuesInEntity(function.Name, value.Name, at.Span));
        }
    }

    private void CheckCode(BoundExpression body, CodeFacts facts)
    {
        CheckFunctionValues(body, mayWait: false);
        CheckLocalFunctions(facts);
    }

    private void CheckLocalFunctions(CodeFacts facts)
    {
        foreach (var function in facts.LocalFunctions.Where(function => function.IsLocal))
        {
            foreach (var local in _calls.Captures(function).Where(_calls.IsWaitingFunctionValue))
                Report(LoweringDiagnostics.CapturedFunctionValue(function.Name, local.Name, function.Span));
            CheckCode(function.Body, _calls.Facts(function));
        }
    }

    private void CheckStatement(BoundStatement statement)
    {
        var mayWait = statement is BoundLet { Pattern: BoundVariablePattern { Variable: LocalSymbol } };
        foreach (var expression in BoundTreeChildren.Of(statement)) CheckFunctionValues(expression, mayWait);
    }

    /// <param name="mayWait">Whether a function with entity calls may stand here.</param>
    private void CheckFunctionValues(BoundExpression expression, bool mayWait)
    {
        if (!mayWait && expression.Type is FunctionType && _calls.ApplicationCanWait(expression))
        {
            Report(LoweringDiagnostics.EntityCallInStoredFunction(expression.Span));
            return;
        }

        switch (expression)
        {
            case BoundBlock block:
                foreach (var statement in block.Statements.SkipLast(1)) CheckStatement(statement);
                if (block.Statements is [.., BoundExpressionStatement last]) CheckFunctionValues(last.Expression, mayWait);
                else if (block.Statements is [.., var other]) CheckStatement(other);
                break;
            case BoundLibraryCall call:
                CheckAll(call.Arguments, MethodNormalizer.WaitingLibrary.Contains(call.Function.Name));
                break;
            case BoundApply apply:
                CheckFunctionValues(apply.Function, mayWait: true);
                CheckAll(apply.Arguments, TakesWaiting(apply.Function));
                break;
            case BoundCompose compose:
                CheckFunctionValues(compose.First, mayWait);
                CheckFunctionValues(compose.Second, mayWait);
                break;
            default:
                foreach (var child in BoundTreeChildren.Of(expression)) CheckFunctionValues(child, mayWait: false);
                break;
        }
    }

    private void CheckAll(ImmutableArray<BoundExpression> arguments, bool mayWait)
    {
        foreach (var argument in arguments) CheckFunctionValues(argument, mayWait);
    }

    private static bool TakesWaiting(BoundExpression function) => function switch
    {
        BoundLibraryValue value => MethodNormalizer.WaitingLibrary.Contains(value.Function.Name),
        BoundLambda => true,
        BoundApply apply => TakesWaiting(apply.Function),
        _ => false,
    };

    private void Report(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);
}
