using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Evaluates expressions as the REPL does, with the variables, fields and <c>this</c> of a method that runs or waits.</summary>
/// <remarks>An expression is compiled once for the names that it can use, so that the condition of a breakpoint costs little at each hit.</remarks>
public sealed class ScopeEvaluator : IExpressionEvaluator
{
    /// <summary>So many compiled expressions are kept.</summary>
    private const int MaxCompiled = 200;

    /// <summary>An expression that takes longer has no value: a debugger must not hang with it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What a run says of a name without a value, which only a debugger can come upon.</summary>
    private const string Malformed = "the program is malformed: ";

    private readonly LoadedProgram _program;
    private readonly SubmissionScope _scope;
    private readonly RunOptions _options;
    private readonly Dictionary<(string Expression, Sequence<(string, DataType)> Names), CompiledExpression> _compiled = [];

    /// <param name="scope">What the program declares: <see cref="Language.Compilation.Scope"/>.</param>
    public ScopeEvaluator(Program program, SubmissionScope scope, RunOptions options)
        : this(new LoadedProgram(program), scope, options)
    {
    }

    internal ScopeEvaluator(LoadedProgram program, SubmissionScope scope, RunOptions options) => (_program, _scope, _options) = (program, scope, options);

    /// <inheritdoc />
    public EvaluatedExpression Evaluate(string expression, ExpressionContext context)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var variables = context.Frame is { } frame ? Variables(frame, context) : [];
            var result = Compiled(expression, variables).Evaluate(
                new EntityStore(context.Entities), [.. variables.Select(variable => variable.Value)], _options with { Cancellation = patience.Token });
            if (result.Value is { } value) return new EvaluatedExpression(value, null);
            var error = result.Failure?.Message ?? result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == Severity.Error)?.Message;
            return new EvaluatedExpression(null, error?.Replace(Malformed, "") ?? "there is no value yet");
        }
        catch (OperationCanceledException)
        {
            return new EvaluatedExpression(null, $"there is no value after {Patience.TotalSeconds} seconds");
        }
    }

    private CompiledExpression Compiled(string expression, ImmutableArray<NamedValue> variables)
    {
        var names = variables.Select(variable => (variable.Name, variable.Type)).ToSequence();
        if (_compiled.TryGetValue((expression, names), out var known)) return known;
        if (_compiled.Count == MaxCompiled) _compiled.Clear();
        return _compiled[(expression, names)] = new CompiledExpression(_scope, names, _program.ConstantValues, expression);
    }

    private ImmutableArray<NamedValue> Variables(DebugFrame frame, ExpressionContext context)
    {
        ImmutableArray<(string, Value)> variables = [.. frame.Variables.Select(variable => (variable.Name, variable.Value))];
        var active = new ActiveFrame(frame.Entity, frame.Method, frame.Block, Statement: 0, frame.Span, variables);
        return ExpressionEvaluation.Variables(_program.Program, active, context.Entities.TryGetValue(frame.Entity, out var state) ? state.Fields : []);
    }
}
