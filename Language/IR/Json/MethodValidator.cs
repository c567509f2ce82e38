using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.IR.Json;

/// <summary>Makes sure that a method mentions only blocks and variables that it has; its expressions are <see cref="ExpressionValidator"/>'s.</summary>
internal sealed class MethodValidator
{
    private readonly ProgramValidator _program;
    private readonly Method _method;
    private readonly ExpressionValidator _expressions;
    private string _place;

    public MethodValidator(ProgramValidator program, Method method, Operator? owner)
    {
        (_program, _method) = (program, method);
        _place = $"method '{method.Name}'";
        _expressions = new ExpressionValidator(program, method, owner);
    }

    public void Validate()
    {
        for (var i = 0; i < _method.Variables.Count; i++)
        {
            var variable = _method.Variables[i];
            Require(variable.Slot == i, $"variable '{variable.Name}' is out of place");
            _program.ValidateType(variable.Type, _place);
        }

        Require(_method.Parameters.Count <= _method.Variables.Count, "a parameter is no variable");
        for (var i = 0; i < _method.Parameters.Count; i++)
            Require(_method.Parameters[i] == _method.Variables[i], $"parameter '{_method.Parameters[i].Name}' is out of place");

        _program.ValidateType(_method.Result, _place);
        Require(_method.Blocks.Count > 0, "it has no block");
        for (var i = 0; i < _method.Blocks.Count; i++)
        {
            _place = $"method '{_method.Name}', block {i}";
            Require(_method.Blocks[i].Id == i, $"it has the id {_method.Blocks[i].Id}");
            Validate(_method.Blocks[i]);
        }
    }

    private void Require(bool condition, string problem) => ProgramValidator.Require(condition, _place, problem);

    private void Validate(Block block)
    {
        foreach (var statement in block.Statements)
        {
            switch (statement)
            {
                case AssignStatement assign:
                    ValidateVariable(assign.Variable);
                    Validate(assign.Value);
                    break;
                case EvaluateStatement evaluate:
                    Validate(evaluate.Expression);
                    break;
            }
        }

        ValidateVariables(block.LiveIn);
        if (block.Handler is { } handler)
        {
            ValidateBlock(handler.Block);
            ValidateVariable(handler.Failure);
        }

        Validate(block.Terminator);
    }

    private void Validate(Terminator terminator)
    {
        switch (terminator)
        {
            case GotoTerminator jump:
                ValidateBlock(jump.Target);
                break;
            case BranchTerminator branch:
                Validate(branch.Condition);
                ValidateBlock(branch.Then);
                ValidateBlock(branch.Else);
                break;
            case CallTerminator call:
                Require(_method.CanWait, "it waits, but its method does not");
                ValidateCall(call.Call, call.Answer);
                ValidateVariables(call.Frame);
                ValidateBlock(call.Resume);
                break;
            case ForkTerminator fork:
                Require(_method.CanWait, "it waits, but its method does not");
                foreach (var branch in fork.Branches) ValidateCall(branch.Call, branch.Answer);
                ValidateVariables(fork.Frame);
                ValidateBlock(fork.Join);
                break;
            case ReturnTerminator end:
                Validate(end.Value);
                break;
            case FailTerminator fail:
                Validate(fail.Message);
                break;
            case RethrowTerminator rethrow:
                Validate(rethrow.Failure);
                break;
        }
    }

    private void Validate(Expression expression) => _expressions.Validate(expression, _place);

    private void ValidateVariable(Variable variable) => _expressions.ValidateVariable(variable, _place);

    private void ValidateVariables(Sequence<Variable> variables)
    {
        foreach (var variable in variables) ValidateVariable(variable);
    }

    private void ValidateBlock(int id) =>
        Require(ProgramValidator.IsIndex(id, _method.Blocks.Count), $"there is no block {id}");

    private void ValidateCall(Call call, Variable? answer)
    {
        _expressions.Validate(call, _place);
        if (answer is not null) ValidateVariable(answer);
    }
}
