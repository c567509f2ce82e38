using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Execution.Analysis;

/// <summary>Which expressions of a method always refer to the executing entity, or to the one that a parameter names.</summary>
internal sealed class EntityNames
{
    /// <summary>The executing entity; other names are numbers of parameters.</summary>
    public const int This = -1;

    private readonly Dictionary<int, Expression?> _values = [];
    private readonly int _parameters;

    /// <summary>Looks at a method.</summary>
    public EntityNames(Method method)
    {
        _parameters = method.Parameters.Count;
        foreach (var block in method.Blocks)
        {
            foreach (var statement in block.Statements)
            {
                if (statement is AssignStatement assign) Set(assign.Variable, assign.Value);
            }

            if (block.Handler is { } handler) Set(handler.Failure, null);
            foreach (var answer in Answers(block.Terminator)) Set(answer, null);
            foreach (var variable in BlockExpressions.Of(block).Select(SetBy).OfType<Variable>()) Set(variable, null);
        }
    }

    /// <summary>The name of the entity that an expression refers to; null if it may change or is not known.</summary>
    public int? Of(Expression expression) => expression switch
    {
        ThisExpression => This,
        LocalExpression { Variable.Slot: var slot } when slot < _parameters => _values.ContainsKey(slot) ? null : slot,
        LocalExpression { Variable.Slot: var slot } => _values.GetValueOrDefault(slot) is { } value ? Of(value) : null,
        _ => null,
    };

    /// <param name="value">What it is set to; null if that is no name.</param>
    private void Set(Variable variable, Expression? value) =>
        // Set twice, or in terms of itself, a variable is no name.
        _values[variable.Slot] = _values.ContainsKey(variable.Slot) || value is not (ThisExpression or LocalExpression) || value is LocalExpression { Variable.Slot: var other } && other >= variable.Slot
            ? null
            : value;

    private static IEnumerable<Variable> Answers(Terminator terminator) => terminator switch
    {
        CallTerminator { Answer: { } answer } => [answer],
        ForkTerminator fork => fork.Branches.Select(branch => branch.Answer).OfType<Variable>(),
        _ => [],
    };

    private static Variable? SetBy(Expression expression) => expression switch
    {
        AssignLocalExpression assign => assign.Variable,
        ForEachExpression loop => loop.Variable,
        ForRangeExpression loop => loop.Variable,
        TryExpression attempt => attempt.Failure,
        _ => null,
    };
}
