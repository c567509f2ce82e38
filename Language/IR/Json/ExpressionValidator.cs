using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.IR.Json;

/// <summary>Makes sure that expressions of a method mention only what exists and can be used there.</summary>
internal sealed class ExpressionValidator(ProgramValidator program, Method method, Operator? owner)
{
    private const int WidestHole = 100_000;

    public void ValidateVariable(Variable variable, string place)
    {
        var isKnown = ProgramValidator.IsIndex(variable.Slot, method.Variables.Count) && method.Variables[variable.Slot] == variable;
        Require(isKnown, place, $"there is no variable '{variable.Name}' at {variable.Slot}");
    }

    public void Validate(Expression expression, string place)
    {
        program.ValidateType(expression.Type, place);
        foreach (var operand in ExpressionChildren.Of(expression)) Validate(operand, place);
        switch (expression)
        {
            case LocalExpression local:
                ValidateVariable(local.Variable, place);
                break;
            case AssignLocalExpression assign:
                ValidateVariable(assign.Variable, place);
                break;
            case ForEachExpression loop:
                ValidateVariable(loop.Variable, place);
                break;
            case ForRangeExpression loop:
                ValidateVariable(loop.Variable, place);
                break;
            case TryExpression attempt:
                ValidateVariable(attempt.Failure, place);
                break;
            case FieldExpression field:
                ValidateField(field.Index, field.Name, place);
                break;
            case AssignFieldExpression assign:
                ValidateField(assign.Index, assign.Name, place);
                break;
            case ThisExpression:
                Require(owner is not null, place, "'this' is used outside an entity");
                break;
            case ConstantExpression constant:
                Require(program.HasConstant(constant.Name), place, $"there is no constant '{constant.Name}'");
                break;
            case ReferenceExpression reference:
                Require(program.FindOperator(reference.Entity) is not null, place, $"there is no entity '{reference.Entity}'");
                break;
            case CallExpression call:
                Require(!FindOwn(call.Method, call.Arguments.Count, place).CanWait, place, $"method '{call.Method}' may wait");
                break;
            case ClosureExpression closure:
                var target = FindOwn(closure.Method, null, place);
                Require(!target.CanWait, place, $"method '{closure.Method}' may wait");
                Require(closure.Captures.Count <= target.Parameters.Count, place, $"method '{closure.Method}' has fewer parameters");
                break;
            case LibraryCallExpression call:
                Require(
                    Library.Find(call.Function)?.Arity == call.Arguments.Count && call.Function != "wait",
                    place,
                    $"there is no function '{call.Function}' of {call.Arguments.Count} arguments");
                break;
            case StartExpression start:
                ValidateCall(start.Call, place);
                break;
            case FormatExpression format:
                foreach (var part in format.Parts) ValidateFormat(part.Format, place);
                break;
            default:
                ValidateStructure(expression, place);
                break;
        }
    }

    public void Validate(Call call, string place)
    {
        foreach (var operand in ExpressionChildren.Of(call)) Validate(operand, place);
        ValidateCall(call, place);
    }

    private static void Require(bool condition, string place, string problem) => ProgramValidator.Require(condition, place, problem);

    private void ValidateCall(Call call, string place)
    {
        program.ValidateType(call.Result, place);
        switch (call)
        {
            case InvokeCall invoke:
                Require(
                    IsMethod(invoke.Method, invoke.Entity, invoke.Arguments.Count),
                    place,
                    $"entity '{invoke.Entity}' has no method '{invoke.Method}' of {invoke.Arguments.Count} parameters");
                break;
            case CreateCall create:
                var initializer = program.FindOperator(create.Entity)?.Initializer;
                Require(
                    initializer is not null && IsMethod(initializer, create.Entity, create.Arguments.Count),
                    place,
                    $"there is no entity '{create.Entity}' of {create.Arguments.Count} parameters");
                break;
            case ExistsCall exists:
                Require(program.FindOperator(exists.Entity) is not null, place, $"there is no entity '{exists.Entity}'");
                break;
            case InPlaceCall inPlace:
                FindOwn(inPlace.Method, inPlace.Arguments.Count, place);
                break;
        }
    }

    private bool IsMethod(string name, string entity, int arguments) =>
        program.FindMethod(name) is var (found, foundOwner) && foundOwner?.Name == entity && found.Parameters.Count == arguments;

    /// <summary>The method of that name, which belongs to no operator or to the same.</summary>
    private Method FindOwn(string name, int? arguments, string place)
    {
        var entry = program.FindMethod(name);
        Require(
            entry is not null && (entry.Value.Owner is null || entry.Value.Owner == owner),
            place,
            $"there is no method '{name}' to call in place");
        var found = entry!.Value.Method;
        Require(arguments is null || found.Parameters.Count == arguments, place, $"method '{name}' does not take {arguments} arguments");
        return found;
    }

    private void ValidateField(int index, string name, string place)
    {
        var isKnown = owner is not null && ProgramValidator.IsIndex(index, owner.Fields.Count) && owner.Fields[index].Name == name;
        Require(isKnown, place, $"there is no field '{name}' at {index}");
    }

    private static void ValidateFormat(HoleFormat? format, string place)
    {
        var isSmall = format is null or { Width: >= 0 and <= WidestHole, Precision: null or (>= 0 and <= WidestHole) };
        Require(isSmall, place, "a format has an impossible width");
    }

    private void ValidateStructure(Expression expression, string place)
    {
        switch (expression)
        {
            case TupleItemExpression item:
                Require(
                    item.Tuple.Type is not TupleType tuple || ProgramValidator.IsIndex(item.Index, tuple.Items.Count),
                    place,
                    $"there is no item {item.Index}");
                break;
            case RecordExpression record:
                var definition = program.FindType(record.Record) as RecordDefinition;
                Require(definition is not null, place, $"there is no record '{record.Record}'");
                Require(
                    record.Values.Count == definition!.Fields.Count,
                    place,
                    $"record '{record.Record}' does not have {record.Values.Count} fields");
                ValidateOrder(record.Order, record.Values.Count, definition.Fields.Count, place);
                break;
            case RecordUpdateExpression update:
                var updated = update.Type is NamedType named ? program.FindType(named.Name) as RecordDefinition : null;
                Require(updated is not null, place, "what is copied is not a record");
                ValidateOrder(update.Order, update.Values.Count, updated!.Fields.Count, place);
                break;
            case UnionExpression union:
                var cases = (program.FindType(union.Union) as UnionDefinition)?.Cases ?? [];
                Require(
                    ProgramValidator.IsIndex(union.Tag, cases.Count) && cases[union.Tag].Name == union.Case,
                    place,
                    $"there is no case '{union.Union}.{union.Case}'");
                Require(cases[union.Tag].Fields.Count == union.Fields.Count, place, $"case '{union.Case}' does not have {union.Fields.Count} fields");
                break;
        }
    }

    private static void ValidateOrder(Sequence<int> order, int values, int fields, string place)
    {
        var isOrder = order.Count == values && order.All(index => ProgramValidator.IsIndex(index, fields)) && order.Distinct().Count() == values;
        Require(isOrder, place, "the fields of a record are out of order");
    }
}
