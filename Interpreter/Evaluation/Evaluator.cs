using System.Text;
using StateFlow.Interpreter.Evaluation.Functions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Evaluation;

/// <summary>Evaluates what does not wait, within one step.</summary>
/// <remarks>Whatever goes wrong in the program is a <see cref="FailureException"/>.</remarks>
internal sealed partial class Evaluator(LoadedProgram program, StepState step) : IFunctionStep
{
    private HashSet<string>? _constantsInProgress;

    public StepState Step => step;

    /// <inheritdoc />
    public FailureException Failure(string message, SourceSpan span) => step.Failure(message, span);

    /// <summary>The value of an expression, given the variables of its method by slot.</summary>
    public Value Evaluate(Expression expression, Value[] locals)
    {
        switch (expression)
        {
            case LocalExpression local: return locals[local.Variable.Slot] ?? throw Unset(local);
            case LiteralExpression literal: return Literal(literal.Value);
            case FieldExpression field: return step.Fields[field.Index] ?? throw Unset(field);
            case ThisExpression: return step.This;
        }

        return StackGuard.HasRoom
            ? EvaluateNode(expression, locals)
            : StackGuard.Continue((self: this, expression, locals), static state => state.self.EvaluateNode(state.expression, state.locals));
    }

    /// <summary>Executes a statement of a block.</summary>
    public void Execute(Statement statement, Value[] locals)
    {
        switch (statement)
        {
            case AssignStatement assign:
                locals[assign.Variable.Slot] = Evaluate(assign.Value, locals);
                break;
            case EvaluateStatement evaluate:
                Evaluate(evaluate.Expression, locals);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement));
        }
    }

    private Value EvaluateNode(Expression expression, Value[] locals) => expression switch
    {
        BinaryExpression binary => Arithmetic.Apply(
            binary.Operator, Evaluate(binary.Left, locals), Evaluate(binary.Right, locals), At(binary)),
        AssignLocalExpression assign => Assign(ref locals[assign.Variable.Slot], Evaluate(assign.Value, locals)),
        AssignFieldExpression assign => AssignField(assign, locals),
        SequenceExpression sequence => EvaluateSequence(sequence, locals),
        IfExpression choice => Evaluate(Test(choice.Condition, locals) ? choice.Then : choice.Else, locals),
        AndExpression and => BoolValue.Of(Test(and.Left, locals) && Test(and.Right, locals)),
        OrExpression or => BoolValue.Of(Test(or.Left, locals) || Test(or.Right, locals)),
        UnaryExpression unary => Arithmetic.Apply(unary.Operator, Evaluate(unary.Operand, locals), At(unary)),
        CallExpression call => Call(program.Program.Method(call.Method), EvaluateAll(call.Arguments, locals), call.Span),
        ApplyExpression apply => EvaluateApply(apply, locals),
        LibraryCallExpression call => EvaluateLibraryCall(call, locals),
        ClosureExpression closure => new FunctionValue(program.Program.Method(closure.Method), [.. EvaluateAll(closure.Captures, locals)]),
        WhileExpression loop => EvaluateWhile(loop, locals),
        ForEachExpression loop => EvaluateForEach(loop, locals),
        ForRangeExpression loop => EvaluateForRange(loop, locals),
        TupleExpression tuple => new TupleValue([.. EvaluateAll(tuple.Items, locals)]),
        TupleItemExpression item => Item(At(item).As<TupleValue>(Evaluate(item.Tuple, locals)).Items, item.Index, item),
        ListExpression list => ListValue.Of(EvaluateAll(list.Items, locals)),
        RecordExpression record => EvaluateRecord(record, locals),
        RecordUpdateExpression update => EvaluateRecordUpdate(update, locals),
        RecordFieldExpression field => Item(At(field).As<RecordValue>(Evaluate(field.Record, locals)).Fields, field.Index, field),
        UnionExpression union => new UnionValue(program.Case(union.Union, union.Tag), [.. EvaluateAll(union.Fields, locals)]),
        IsCaseExpression test => BoolValue.Of(At(test).As<UnionValue>(Evaluate(test.Value, locals)).Case.Tag == test.Tag),
        CaseFieldExpression field => Item(At(field).As<UnionValue>(Evaluate(field.Value, locals)).Fields, field.Index, field),
        FormatExpression format => EvaluateFormat(format, locals),
        PrintExpression print => EvaluatePrint(print, locals),
        TryExpression attempt => EvaluateTry(attempt, locals),
        RethrowExpression rethrow => throw new FailureException(At(rethrow).As<FailureValue>(Evaluate(rethrow.Failure, locals)).Failure),
        ReferenceExpression reference => new EntityReference(reference.Entity, Evaluate(reference.Key, locals)),
        ConstantExpression constant => EvaluateConstant(constant),
        StartExpression start => step.Start(Evaluate(start.Call, locals)),
        LocalExpression or LiteralExpression or FieldExpression or ThisExpression => Evaluate(expression, locals),
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static Value Literal(Literal literal) => literal switch
    {
        IntLiteral number => IntValue.Of(number.Value),
        FloatLiteral number => new FloatValue(number.Value),
        BoolLiteral truth => BoolValue.Of(truth.Value),
        StringLiteral text => new StringValue(text.Value),
        UnitLiteral => UnitValue.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(literal)),
    };

    private Site At(Expression expression) => new(step, expression.Span);

    private FailureException Unset(LocalExpression local) =>
        step.Failure($"the program is malformed: '{local.Variable.Name}' is read before it is set", local.Span);

    private FailureException Unset(FieldExpression field) =>
        step.Failure($"the program is malformed: '{field.Name}' is read before it is set", field.Span);

    public bool Test(Expression condition, Value[] locals) => At(condition).Bool(Evaluate(condition, locals));

    private Value Item(ImmutableArray<Value> items, int index, Expression expression) =>
        (uint)index < (uint)items.Length ? items[index] : throw At(expression).Failure("the program is malformed: no such part");

    private Value[] EvaluateAll(Sequence<Expression> expressions, Value[] locals)
    {
        var values = new Value[expressions.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Evaluate(expressions[i], locals);
        return values;
    }

    private static UnitValue Assign(ref Value place, Value value)
    {
        place = value;
        return UnitValue.Instance;
    }

    private UnitValue AssignField(AssignFieldExpression assign, Value[] locals)
    {
        var value = Evaluate(assign.Value, locals);
        step.Fields[assign.Index] = value;
        return UnitValue.Instance;
    }

    private Value EvaluateSequence(SequenceExpression sequence, Value[] locals)
    {
        Value last = UnitValue.Instance;
        foreach (var item in sequence.Items) last = Evaluate(item, locals);
        return last;
    }

    private Value EvaluateApply(ApplyExpression apply, Value[] locals)
    {
        var function = At(apply).As<FunctionValue>(Evaluate(apply.Function, locals));
        return Apply(function, EvaluateAll(apply.Arguments, locals), apply.Span);
    }

    private Value EvaluateLibraryCall(LibraryCallExpression call, Value[] locals) =>
        LibraryBodies.Of(call.Function)(new LibraryCall(this, EvaluateAll(call.Arguments, locals), call.Type, call.Span));

    private UnitValue EvaluateWhile(WhileExpression loop, Value[] locals)
    {
        while (Test(loop.Condition, locals))
        {
            step.Cancellation.ThrowIfCancellationRequested();
            Evaluate(loop.Body, locals);
        }

        return UnitValue.Instance;
    }

    private UnitValue EvaluateForEach(ForEachExpression loop, Value[] locals)
    {
        foreach (var item in At(loop.List).As<ListValue>(Evaluate(loop.List, locals)))
        {
            step.Cancellation.ThrowIfCancellationRequested();
            locals[loop.Variable.Slot] = item;
            Evaluate(loop.Body, locals);
        }

        return UnitValue.Instance;
    }

    private UnitValue EvaluateForRange(ForRangeExpression loop, Value[] locals)
    {
        var from = At(loop.From).Int(Evaluate(loop.From, locals));
        var by = At(loop.Step).Int(Evaluate(loop.Step, locals));
        var to = At(loop.To).Int(Evaluate(loop.To, locals));
        foreach (var number in new IntRange(from, by, to, At(loop.Step)))
        {
            step.Cancellation.ThrowIfCancellationRequested();
            locals[loop.Variable.Slot] = IntValue.Of(number);
            Evaluate(loop.Body, locals);
        }

        return UnitValue.Instance;
    }

    private RecordValue EvaluateRecord(RecordExpression record, Value[] locals)
    {
        var fields = new Value[record.Values.Count];
        for (var i = 0; i < fields.Length; i++) fields[record.Order[i]] = Evaluate(record.Values[i], locals);
        return new RecordValue(program.Record(record.Record), ImmutableArray.Create(fields));
    }

    private RecordValue EvaluateRecordUpdate(RecordUpdateExpression update, Value[] locals)
    {
        var record = At(update).As<RecordValue>(Evaluate(update.Record, locals));
        var fields = record.Fields.ToBuilder();
        for (var i = 0; i < update.Values.Count; i++) fields[update.Order[i]] = Evaluate(update.Values[i], locals);
        return record with { Fields = fields.ToImmutable() };
    }

    private StringValue EvaluateFormat(FormatExpression format, Value[] locals)
    {
        var text = new StringBuilder();
        foreach (var part in format.Parts)
        {
            var piece = part.Value is null ? part.Text ?? "" : Write(part.Value, part.Format);
            if (text.Length + piece.Length > Limits.TextLength) throw At(format).Failure("the text is too long");
            text.Append(piece);
        }

        return new StringValue(text.ToString());

        string Write(Expression expression, HoleFormat? hole)
        {
            var value = Evaluate(expression, locals);
            return hole is null ? ValueNotation.Shown(value) : ValueNotation.Formatted(value, hole);
        }
    }

    private UnitValue EvaluatePrint(PrintExpression print, Value[] locals)
    {
        var text = At(print).Text(Evaluate(print.Text, locals));
        step.Print(print.NewLine ? text + "\n" : text);
        return UnitValue.Instance;
    }

    private Value EvaluateTry(TryExpression attempt, Value[] locals)
    {
        var frames = step.FrameCount;
        try
        {
            return Evaluate(attempt.Body, locals);
        }
        catch (FailureException exception)
        {
            step.Unwind(frames);
            locals[attempt.Failure.Slot] = new FailureValue(exception.Failure);
        }

        return Evaluate(attempt.Handler, locals);
    }

    private Value EvaluateConstant(ConstantExpression constant)
    {
        if (program.ConstantValue(constant.Name) is { } known) return known;
        if (!(_constantsInProgress ??= []).Add(constant.Name))
            throw At(constant).Failure($"the value of '{constant.Name}' depends on itself");
        try
        {
            var method = program.Program.Method(program.Constant(constant.Name).Method);
            return program.KeepConstant(constant.Name, Call(method, [], constant.Span));
        }
        finally
        {
            _constantsInProgress.Remove(constant.Name);
        }
    }
}
