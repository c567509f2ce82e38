using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Evaluates expressions as the REPL does, with the variables, fields and <c>this</c> of a method that runs or waits.</summary>
/// <param name="scope">What the program declares: <see cref="Language.Compilation.Scope"/>.</param>
public sealed class ScopeEvaluator(Program program, SubmissionScope scope, RunOptions options) : IExpressionEvaluator
{
    /// <summary>An expression that takes longer has no value: a debugger must not hang with it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What a run says of a name without a value, which only a debugger can come upon.</summary>
    private const string Malformed = "the program is malformed: ";

    /// <inheritdoc />
    public EvaluatedExpression Evaluate(string expression, ExpressionContext context)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var result = ExpressionEvaluation.Evaluate(
                scope, context.Entities, context.Frame is { } frame ? Variables(frame, context) : [], expression, options with { Cancellation = patience.Token });
            if (result.Value is { } value) return new EvaluatedExpression(value, null);
            var error = result.Failure?.Message ?? result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == Severity.Error)?.Message;
            return new EvaluatedExpression(null, error?.Replace(Malformed, "") ?? "there is no value yet");
        }
        catch (OperationCanceledException)
        {
            return new EvaluatedExpression(null, $"there is no value after {Patience.TotalSeconds} seconds");
        }
    }

    private ImmutableArray<NamedValue> Variables(DebugFrame frame, ExpressionContext context)
    {
        ImmutableArray<(string, Value)> variables = [.. frame.Variables.Select(variable => (variable.Name, variable.Value))];
        var active = new ActiveFrame(frame.Entity, frame.Method, frame.Block, Statement: 0, frame.Span, variables);
        return ExpressionEvaluation.Variables(program, active, context.Entities.TryGetValue(frame.Entity, out var state) ? state.Fields : []);
    }
}
