using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Interpreter.Execution;

/// <summary>Completes the states of entities that an earlier program has created: runs the initializer for the fields that they lack.</summary>
/// <remarks>Of the constructor's arguments those are known that are state.</remarks>
internal sealed class FirstValues(LoadedProgram program, Operator op, int maxDepth, CancellationToken cancellation = default)
{
    private readonly Method _initializer = program.Program.Method(op.Initializer!);

    /// <summary>Gives those fields that are null their first values, as far as these can be computed.</summary>
    /// <returns>Why a field has none; null if all have one.</returns>
    public Failure? Complete(EntityReference entity, Value?[] fields)
    {
        var isKept = Array.ConvertAll(fields, field => field is not null);
        var evaluator = new Evaluator(program, new StepState(op, entity, fields!, EventId.Root, 0, maxDepth) { Cancellation = cancellation });
        var locals = new Value[_initializer.Variables.Count];
        for (var i = 0; i < _initializer.Parameters.Count; i++)
        {
            var place = op.Fields.Index().Where(field => field.Item.Name == _initializer.Parameters[i].Name).Select(field => field.Index).FirstOrDefault(-1);
            if (place >= 0 && isKept[place]) locals[i] = fields[place]!;
        }

        Failure? first = null;
        var block = _initializer.Blocks[0];
        try
        {
            while (true)
            {
                foreach (var statement in block.Statements) Execute(statement);
                if (Next(block.Terminator) is not { } next) break;
                block = _initializer.Blocks[next];
            }
        }
        catch (FailureException exception)
        {
            // What has no value by now gets none.
            first ??= exception.Failure;
        }

        return fields.Contains(null) ? first : null;

        void Execute(Statement statement)
        {
            if (statement is EvaluateStatement { Expression: AssignFieldExpression { Index: var index } } && isKept[index]) return;
            try
            {
                evaluator.Execute(statement, locals);
            }
            catch (FailureException exception)
            {
                // Its value stays unknown, and so does what depends on it.
                first ??= exception.Failure;
            }
        }

        int? Next(Terminator terminator) => terminator switch
        {
            GotoTerminator jump => jump.Target,
            BranchTerminator branch => evaluator.Test(branch.Condition, locals) ? branch.Then : branch.Else,
            _ => null,
        };
    }
}
