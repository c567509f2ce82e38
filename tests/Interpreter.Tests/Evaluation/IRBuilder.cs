using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Tests.Evaluation;

/// <summary>Puts together expressions, methods and programs; types do not matter to the evaluator and are left out where possible.</summary>
internal static class IRBuilder
{
    public static readonly Expression Unit = new LiteralExpression(Literal.Unit, DataType.Unit, SourceSpan.None);

    public static Variable Var(int slot, string? name = null) => new(slot, name ?? $"v{slot}", DataType.Int);

    /// <summary>A span on a line, to recognize a failure by.</summary>
    public static SourceSpan At(int line) => new("test.sf", new SourcePosition(0, line, 1), new SourcePosition(1, line, 2));

    public static Expression Lit(object value) => value switch
    {
        int number => new LiteralExpression(new IntLiteral(number), DataType.Int, SourceSpan.None),
        long number => new LiteralExpression(new IntLiteral(number), DataType.Int, SourceSpan.None),
        double number => new LiteralExpression(new FloatLiteral(number), DataType.Float, SourceSpan.None),
        bool truth => new LiteralExpression(new BoolLiteral(truth), DataType.Bool, SourceSpan.None),
        string text => new LiteralExpression(new StringLiteral(text), DataType.String, SourceSpan.None),
        Expression expression => expression,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static Expression Get(int slot) => new LocalExpression(Var(slot), DataType.Int, SourceSpan.None);

    public static Expression Set(int slot, object value) => new AssignLocalExpression(Var(slot), Lit(value), DataType.Unit, SourceSpan.None);

    public static Expression Stock => new FieldExpression(1, "stock", DataType.Int, SourceSpan.None);

    public static Expression SetStock(object value) => new AssignFieldExpression(1, "stock", Lit(value), DataType.Unit, SourceSpan.None);

    public static Expression Do(params object[] items) => new SequenceExpression(items.Select(Lit).ToSequence(), DataType.Unit, SourceSpan.None);

    public static Expression List(params object[] items) => new ListExpression(items.Select(Lit).ToSequence(), new ListType(DataType.Int), SourceSpan.None);

    public static Expression Tuple(params object[] items) => new TupleExpression(items.Select(Lit).ToSequence(), DataType.Unit, SourceSpan.None);

    public static Expression Bin(object left, BinaryOperator op, object right, int line = 1) =>
        new BinaryExpression(op, Lit(left), Lit(right), DataType.Int, At(line));

    public static Expression Add(object left, object right) => Bin(left, BinaryOperator.Add, right);

    public static Expression Neg(object operand) => new UnaryExpression(UnaryOperator.Negate, Lit(operand), DataType.Int, At(1));

    public static Expression If(object condition, object then, object otherwise) =>
        new IfExpression(Lit(condition), Lit(then), Lit(otherwise), DataType.Int, SourceSpan.None);

    public static Expression Lib(string function, params object[] arguments) => Lib(function, DataType.Int, arguments);

    public static Expression Lib(string function, DataType type, params object[] arguments) =>
        new LibraryCallExpression(function, arguments.Select(Lit).ToSequence(), type, At(1));

    public static Expression Print(object text) => new PrintExpression(Lit(text), true, DataType.Unit, SourceSpan.None);

    public static Expression Fail(string message, int line = 1) => new LibraryCallExpression("failwith", [Lit(message)], DataType.Unit, At(line));

    public static Expression Try(object body, int failureSlot, object handler) =>
        new TryExpression(Lit(body), Var(failureSlot), Lit(handler), DataType.Int, SourceSpan.None);

    public static Expression Call(string method, params object[] arguments) => CallAt(1, method, arguments);

    public static Expression CallAt(int line, string method, params object[] arguments) =>
        new CallExpression(method, arguments.Select(Lit).ToSequence(), DataType.Int, At(line));

    public static Expression Closure(string method, params object[] captures) =>
        new ClosureExpression(method, captures.Select(Lit).ToSequence(), DataType.Unit, SourceSpan.None);

    public static Expression Apply(object function, params object[] arguments) =>
        new ApplyExpression(Lit(function), arguments.Select(Lit).ToSequence(), DataType.Int, At(1));

    public static Expression While(object condition, object body) => new WhileExpression(Lit(condition), Lit(body), DataType.Unit, SourceSpan.None);

    public static Expression For(int slot, object from, object step, object to, object body) =>
        new ForRangeExpression(Var(slot), Lit(from), Lit(step), Lit(to), Lit(body), DataType.Unit, At(1));

    /// <summary>A method whose only block returns an expression; it has four variables besides its parameters.</summary>
    public static Method Method(string name, int parameters, object body, MethodKind kind = MethodKind.Function, bool isTransactional = false) =>
        Method(name, parameters, [Block(0, new ReturnTerminator(Lit(body), SourceSpan.None))], kind, isTransactional);

    public static Method Method(string name, int parameters, Sequence<Block> blocks, MethodKind kind = MethodKind.Function, bool isTransactional = false) => new(
        name, kind, false, isTransactional, false,
        Enumerable.Range(0, parameters).Select(slot => Var(slot)).ToSequence(),
        DataType.Int,
        Enumerable.Range(0, parameters + 4).Select(slot => Var(slot)).ToSequence(),
        blocks,
        SourceSpan.None);

    public static Block Block(int id, Terminator terminator, params Statement[] statements) =>
        new(id, BlockKind.Code, statements.ToSequence(), terminator, null, [], SourceSpan.None);

    /// <summary>A program with an entity <c>Item</c> of the fields <c>name</c> and <c>stock</c>, and the invariant <c>stock >= 0</c> on line 99.</summary>
    public static Program Program(params Method[] methods)
    {
        var holds = Method("Item.invariant1", 0, Bin(Stock, BinaryOperator.GreaterOrEqual, 0), MethodKind.Invariant);
        var create = Method("Item.new", 2, Unit, MethodKind.Initializer);
        var own = methods.Where(method => method.Name.StartsWith("Item.", StringComparison.Ordinal)).Append(holds).Append(create);
        var item = new Operator(
            "Item", 0, 1,
            [new Field("name", DataType.String, false), new Field("stock", DataType.Int, true)],
            "Item.new", own.ToSequence(), [new Invariant("Item.invariant1", "stock >= 0", At(99))], null, SourceSpan.None);
        var script = new Operator(
            StateFlow.Language.IR.Program.ScriptName, -1, -1, [], null, [Method("main", 0, Unit)], [], null, SourceSpan.None);
        return new Program(
            [
                new RecordDefinition("Point", [], [new FieldDefinition("x", DataType.Int), new FieldDefinition("y", DataType.Int)]),
                new UnionDefinition("Shape", [], [
                    new UnionCase("Shape", "Empty", 0, []),
                    new UnionCase("Shape", "Square", 1, [new FieldDefinition(null, DataType.Int)]),
                ]),
            ],
            [item],
            script,
            methods.Where(method => !method.Name.StartsWith("Item.", StringComparison.Ordinal)).ToSequence(),
            methods.Where(method => method.Kind == MethodKind.Constant).Select(method => new Constant(method.Name, DataType.Int, method.Name)).ToSequence(),
            new DataflowGraph([], []),
            new CallGraph([], []),
            []);
    }

    /// <summary>A step on <c>Item("apple")</c> with 10 in stock.</summary>
    public static StepState Step(Program program, int depth = 0, int maxDepth = 10_000) => new(
        program.Operator("Item"),
        new EntityReference("Item", new StringValue("apple")),
        [new StringValue("apple"), IntValue.Of(10)],
        EventId.Root,
        depth,
        maxDepth);

    /// <summary>The value of an expression as text, or <c>failure: message</c>.</summary>
    public static string Run(Expression expression, params Method[] methods)
    {
        var program = Program(methods);
        try
        {
            return new Evaluator(new LoadedProgram(program), Step(program)).Evaluate(expression, new Value[8]).ToString();
        }
        catch (FailureException exception)
        {
            return $"failure: {exception.Failure.Message}";
        }
    }
}
