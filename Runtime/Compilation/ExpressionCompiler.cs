using MethodCallExpression = System.Linq.Expressions.MethodCallExpression;
using ParameterExpression = System.Linq.Expressions.ParameterExpression;
using System.Reflection;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;
using Expression = StateFlow.Language.IR.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <summary>Turns expressions of the IR into code over typed variables.</summary>
/// <param name="program">What the expressions are part of.</param>
/// <param name="executor">Holds the <see cref="UnitExecutor"/>.</param>
/// <param name="state">Holds the state of the executing entity; null where there is none.</param>
/// <param name="locals">Hold the method's variables, by slot.</param>
internal sealed partial class ExpressionCompiler(CompiledProgram program, ParameterExpression executor, ParameterExpression? state, ParameterExpression[] locals)
{
    private static readonly Code Unit = Code.Property(null, typeof(UnitValue), nameof(UnitValue.Instance));

    /// <summary>The operator whose state is given; null if there is none.</summary>
    public required CompiledOperator? Operator { get; init; }

    /// <summary>Code that leaves the compiled code with a failure, given its message, and where it arises: for what nothing in the code can handle.</summary>
    public required Func<Code, SourceSpan, Code> LeaveWith { get; init; }

    /// <summary>The same, given the failure.</summary>
    public required Func<Code, Code> LeaveWithSame { get; init; }

    /// <summary>Code that gives the value of an expression, held as its type says.</summary>
    public Code Compile(Expression expression) => Boxing.Held(CompileNode(expression), program.Types.Of(expression.Type));

    /// <summary>Code that gives the value of an expression as one of another type, of which it is an instance.</summary>
    public Code Compile(Expression expression, DataType type) => program.Boxing.Convert(Compile(expression), expression.Type, type);

    /// <summary>Code that gives the value of an expression held in a certain way, though its type may be generic.</summary>
    private Code CompileAs(Expression expression, Type type) => Boxing.Held(Compile(expression), type);

    /// <summary>Code that gives the value of an expression as a <see cref="Value"/>.</summary>
    public Code Box(Expression expression) => program.Boxing.Box(Compile(expression), expression.Type);

    /// <summary>Code that sets a variable.</summary>
    public Code Assign(Variable variable, Expression value) => Code.Assign(locals[variable.Slot], Compile(value, variable.Type));

    /// <summary>Code that executes a statement.</summary>
    public Code Compile(Statement statement) => statement switch
    {
        AssignStatement assign => Assign(assign.Variable, assign.Value),
        EvaluateStatement evaluate => Compile(evaluate.Expression),
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };


    private Code CompileNode(Expression expression) => expression switch
    {
        LiteralExpression literal => Literal(literal.Value),
        LocalExpression local => program.Boxing.Convert(locals[local.Variable.Slot], local.Variable.Type, local.Type),
        FieldExpression field => Code.Field(state!, Operator!.Slot(field.Index)),
        ThisExpression => Code.Field(state!, nameof(EntityInstance<>.Key)),
        ConstantExpression constant => Constant(constant),
        AssignLocalExpression assign => Code.Block(Assign(assign.Variable, assign.Value), Unit),
        AssignFieldExpression assign => AssignField(assign),
        SequenceExpression sequence => Sequence(sequence),
        IfExpression choice => Code.Condition(Compile(choice.Condition), Compile(choice.Then, choice.Type), Compile(choice.Else, choice.Type)),
        AndExpression and => Code.AndAlso(Compile(and.Left), Compile(and.Right)),
        OrExpression or => Code.OrElse(Compile(or.Left), Compile(or.Right)),
        WhileExpression loop => While(loop),
        ForEachExpression loop => ForEach(loop),
        ForRangeExpression loop => ForRange(loop),
        TryExpression attempt => Try(attempt),
        RethrowExpression rethrow => Never(Rethrow(rethrow.Failure), rethrow.Type),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Binary(binary),
        TupleExpression tuple => Call(typeof(Structures), nameof(Structures.Tuple), Values(tuple.Items)),
        TupleItemExpression item => program.Boxing.Unbox(Call(typeof(Structures), nameof(Structures.Item), CompileAs(item.Tuple, typeof(TupleValue)), Code.Constant(item.Index)), item.Type),
        ListExpression list => Call(typeof(Structures), nameof(Structures.List), Values(list.Items)),
        RecordExpression record => Record(record),
        RecordUpdateExpression update => RecordUpdate(update),
        RecordFieldExpression field => program.Boxing.Unbox(Call(typeof(Structures), nameof(Structures.Field), CompileAs(field.Record, typeof(RecordValue)), Code.Constant(field.Index)), field.Type),
        UnionExpression union => Call(typeof(Structures), nameof(Structures.Union), Code.Constant(program.Loaded.Case(union.Union, union.Tag)), Values(union.Fields)),
        IsCaseExpression test => Call(typeof(Structures), nameof(Structures.IsCase), CompileAs(test.Value, typeof(UnionValue)), Code.Constant(test.Tag)),
        CaseFieldExpression field => program.Boxing.Unbox(Call(typeof(Structures), nameof(Structures.Field), CompileAs(field.Value, typeof(UnionValue)), Code.Constant(field.Index)), field.Type),
        ClosureExpression closure => Call(typeof(Structures), nameof(Structures.Function), Code.Constant(program.Program.Method(closure.Method)), Values(closure.Captures)),
        ApplyExpression apply => Apply(apply),
        CallExpression call => CallInPlace(call),
        LibraryCallExpression call => LibraryCall(call),
        FormatExpression format => Format(format),
        PrintExpression print => Code.Block(OnExecutor(nameof(UnitExecutor.Print), Compile(print.Text), Code.Constant(print.NewLine)), Unit),
        ReferenceExpression reference => Compile(reference.Key),
        StartExpression start => Start(start),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null),
    };

    private static Code Literal(Literal literal) => literal switch
    {
        IntLiteral number => Code.Constant(number.Value),
        FloatLiteral number => Code.Constant(number.Value),
        BoolLiteral truth => Code.Constant(truth.Value),
        StringLiteral text => Code.Constant(text.Value),
        UnitLiteral => Unit,
        _ => throw new ArgumentOutOfRangeException(nameof(literal)),
    };

    private Code Constant(ConstantExpression constant) => program.Boxing.Unbox(
        OnExecutor(nameof(UnitExecutor.ConstantValue), Code.Constant(program.Constant(constant.Name)), Number(constant.Span)), constant.Type);

    private Code AssignField(AssignFieldExpression assign) => Code.Block(
        Code.Assign(Code.Field(state!, Operator!.Slot(assign.Index)), Compile(assign.Value, Operator.Operator.Fields[assign.Index].Type)),
        Unit);

    private Code Sequence(SequenceExpression sequence) =>
        sequence.Items.Count == 0 ? Unit : Code.Block(sequence.Items.Select(Compile));

    private Code Record(RecordExpression record)
    {
        var fields = Code.Variable(typeof(Value[]));
        return Code.Block(
            [fields],
            [
                Code.Assign(fields, Code.NewArrayBounds(typeof(Value), Code.Constant(record.Values.Count))),
                .. record.Values.Select((value, i) => Code.Assign(Code.ArrayAccess(fields, Code.Constant(record.Order[i])), Box(value))),
                Call(typeof(Structures), nameof(Structures.Record), Code.Constant(program.Loaded.Record(record.Record)), fields),
            ]);
    }

    private Code RecordUpdate(RecordUpdateExpression update)
    {
        var (record, fields) = (Code.Variable(typeof(RecordValue)), Code.Variable(typeof(Value[])));
        return Code.Block(
            [record, fields],
            [
                Code.Assign(record, CompileAs(update.Record, typeof(RecordValue))),
                Code.Assign(fields, Call(typeof(Structures), nameof(Structures.CopyFields), record)),
                .. update.Values.Select((value, i) => Code.Assign(Code.ArrayAccess(fields, Code.Constant(update.Order[i])), Box(value))),
                Call(typeof(Structures), nameof(Structures.WithFields), record, fields),
            ]);
    }

    private Code Format(FormatExpression format)
    {
        var parts = format.Parts.Select(part => part.Value is { } value ? Hole(value, part.Format) : Code.Constant(part.Text ?? "")).ToList();
        return parts.Count == 1
            ? parts[0]
            : Call(typeof(Texts), nameof(Texts.Join), Code.NewArrayInit(typeof(string), parts), executor, Number(format.Span));
    }

    private Code Hole(Expression value, HoleFormat? format)
    {
        if (format is not null && format != new HoleFormat(HoleStyle.Shown))
            return Call(typeof(Texts), nameof(Texts.Format), Box(value), Code.Constant(format));
        if (value.Type is EntityType) return Call(typeof(Texts), nameof(Texts.Show), Box(value));
        var code = Compile(value);
        return code.Type == typeof(string) ? code
            : code.Type == typeof(long) || code.Type == typeof(bool) ? Call(typeof(Texts), nameof(Texts.Show), code)
            : Call(typeof(Texts), nameof(Texts.Show), Box(value));
    }

    private Code Values(Sequence<Expression> items) => Code.NewArrayInit(typeof(Value), items.Select(Box));

    private Code Number(SourceSpan span) => Code.Constant(program.Number(span));

    private MethodCallExpression OnExecutor(string method, params Code[] arguments) => Code.Call(executor, MethodOf(typeof(UnitExecutor), method, arguments), arguments);

    private static MethodCallExpression Call(Type type, string method, params Code[] arguments) => Code.Call(MethodOf(type, method, arguments), arguments);

    private static MethodInfo MethodOf(Type type, string name, Code[] arguments) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .FirstOrDefault(method => method.Name == name
                && method.GetParameters() is var parameters
                && parameters.Length == arguments.Length
                && parameters.Zip(arguments).All(pair => pair.First.ParameterType.IsAssignableFrom(pair.Second.Type)))
        ?? throw new MissingMethodException(type.Name, name);
}
