using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Sessions;

/// <summary>An expression that can be evaluated again and again on other states.</summary>
internal sealed class CompiledExpression
{
    private readonly SubmissionScope _scope;
    private readonly Submission _submission;
    private readonly LoadedProgram? _program;

    /// <param name="variables">More names than the scope has, a later one hiding an earlier one.</param>
    /// <param name="constants">The values of constants that are known already.</param>
    public CompiledExpression(
        SubmissionScope scope, IReadOnlyCollection<(string Name, DataType Type)> variables, IEnumerable<KeyValuePair<string, Value>> constants, string expression)
    {
        _scope = scope;
        _submission = Compiler.Submit(variables.Count == 0 ? scope : scope.WithValues(variables), new SourceText(ExpressionEvaluation.File, expression));
        _program = _submission.Program is { } program ? new LoadedProgram(program, constants) : null;
    }

    /// <summary>The value on a copy of the states.</summary>
    /// <param name="values">Those of the variables, in their order.</param>
    public Evaluation Evaluate(EntityStore store, IReadOnlyCollection<Value> values, RunOptions options)
    {
        if (_program is null) return Evaluation.Refused(_submission.Diagnostics);
        if (values.Count > 0)
        {
            var script = store.Find(Scheduler.Script) ?? new EntityState(Scheduler.Script, [.. new Value?[_scope.Program!.Script.Fields.Count]]);
            store = store.With(Scheduler.Script, script with { Fields = script.Fields.AddRange(values) });
        }

        var run = SubmissionRun.Of(_program, SubmissionRun.Beginning(_program, store, number: 0, options), options, static _ => { });
        var value = run.Failure is not null ? null : _submission.Value is { } declared ? run.ValueAt(declared.Place) : UnitValue.Instance;
        return new Evaluation(value, _submission.Value?.Type ?? DataType.Unit, _submission.Diagnostics, run.Failure);
    }
}
