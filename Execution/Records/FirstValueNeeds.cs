using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Execution.Records;

/// <summary>Finds out, without executing it, whether an initializer can give a field its first value without the constructor's arguments.</summary>
/// <remarks>
/// What depends on an argument that is not stored is unknown, and so is what a statement sets that reads something unknown. More may be
/// taken for unknown than is, as when a variable is set twice.
/// </remarks>
internal sealed class FirstValueNeeds
{
    private readonly Program _program;
    private readonly Dictionary<string, string> _unknownFields = [];
    private readonly Dictionary<int, string> _unknownVariables = [];

    /// <param name="op">The entity type as the program declares it.</param>
    /// <param name="stored">The names of the fields whose values are known.</param>
    public FirstValueNeeds(Program program, Operator op, IReadOnlySet<string> stored)
    {
        _program = program;
        var initializer = program.Method(op.Initializer!);
        foreach (var parameter in initializer.Parameters)
        {
            if (!stored.Contains(parameter.Name)) _unknownVariables.Add(parameter.Slot, parameter.Name);
        }

        var statements = initializer.Blocks.SelectMany(block => block.Statements).ToArray();
        var conditions = initializer.Blocks.SelectMany(block => ExpressionChildren.Of(block.Terminator)).ToArray();
        var count = -1;
        while (count < _unknownFields.Count + _unknownVariables.Count)
        {
            count = _unknownFields.Count + _unknownVariables.Count;
            var decides = Unknown(conditions);
            foreach (var statement in statements)
            {
                if ((decides ?? Unknown(ExpressionChildren.Of(statement))) is { } parameter) Forget(statement, parameter);
            }
        }

        void Forget(Statement statement, string parameter)
        {
            if (statement is AssignStatement { Variable.Slot: var slot }) _unknownVariables.TryAdd(slot, parameter);
            foreach (var expression in Inside(ExpressionChildren.Of(statement)))
            {
                switch (expression)
                {
                    case AssignLocalExpression { Variable.Slot: var variable }:
                        _unknownVariables.TryAdd(variable, parameter);
                        break;
                    case AssignFieldExpression { Name: var field } when !stored.Contains(field):
                        _unknownFields.TryAdd(field, parameter);
                        break;
                }
            }
        }
    }

    /// <summary>The parameter of the constructor without which a field gets no value; null if it gets one.</summary>
    public string? Missing(string field) => _unknownFields.GetValueOrDefault(field);

    /// <summary>The parameter on which something that is read depends; null if all of that is known.</summary>
    private string? Unknown(IEnumerable<Expression> expressions)
    {
        var methods = new HashSet<string>();
        var pending = new Stack<(IEnumerable<Expression> Code, bool IsOwn)>([(expressions, true)]);
        while (pending.TryPop(out var next))
        {
            foreach (var expression in Inside(next.Code))
            {
                var unknown = expression switch
                {
                    LocalExpression local when next.IsOwn => _unknownVariables.GetValueOrDefault(local.Variable.Slot),
                    FieldExpression field => _unknownFields.GetValueOrDefault(field.Name),
                    _ => null,
                };
                if (unknown is not null) return unknown;
                var called = expression switch
                {
                    CallExpression call => call.Method,
                    ClosureExpression closure => closure.Method,
                    _ => null,
                };
                if (called is not null && methods.Add(called)) pending.Push((_program.Method(called).Blocks.SelectMany(ExpressionChildren.Of), false));
            }
        }

        return null;
    }

    private static IEnumerable<Expression> Inside(IEnumerable<Expression> expressions)
    {
        var pending = new Stack<Expression>(expressions);
        while (pending.TryPop(out var expression))
        {
            yield return expression;
            foreach (var child in ExpressionChildren.Of(expression)) pending.Push(child);
        }
    }
}
