using System.Collections.Immutable;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Tests.IR;

/// <summary>Programs put together by hand.</summary>
internal static class SamplePrograms
{
    public static readonly SourceText Source = new("shop.sf", "entity Item(name: string) =\n    key name\n\nlet apple = Item(\"apple\")\n");

    public static readonly SourceSpan Span = new("shop.sf", new SourcePosition(3, 1, 4), new SourcePosition(32, 2, 5));

    public static readonly Variable X = new(0, "x", DataType.Int);

    public static readonly Variable Xs = new(1, "xs", new ListType(DataType.Int));

    public static readonly Variable Error = new(2, "e", DataType.Exception);

    public static readonly DataType Point = new NamedType("Point", []);

    public static readonly DataType Shape = new NamedType("Shape", [DataType.Int]);

    public static Expression Int(long value) => new LiteralExpression(new IntLiteral(value), DataType.Int, Span);

    public static Expression Text(string value) => new LiteralExpression(new StringLiteral(value), DataType.String, Span);

    public static Expression Local(Variable variable) => new LocalExpression(variable, variable.Type, Span);

    public static readonly Expression Unit = new LiteralExpression(Literal.Unit, DataType.Unit, SourceSpan.None);

    /// <summary>The program whose method <c>Item.Work</c> returns the value of <paramref name="body"/>.</summary>
    public static Program With(Expression body) => With([Block(0, BlockKind.Return, new ReturnTerminator(body, Span))], canWait: false);

    /// <summary>The program whose method <c>Item.Work</c> has these blocks.</summary>
    public static Program With(Sequence<Block> work, bool canWait)
    {
        var item = new Operator(
            "Item",
            KeyField: 0,
            KeyParameter: 0,
            [new Field("name", DataType.String, false), new Field("stock", DataType.Int, true)],
            "Item.new",
            [
                Method("Item.new", MethodKind.Initializer, [new Variable(0, "name", DataType.String)], Unit),
                Method("Item.invariant1", MethodKind.Invariant, [], new LiteralExpression(new BoolLiteral(true), DataType.Bool, Span)),
                new Method("Item.Work", MethodKind.Method, false, true, canWait, [X], DataType.Int, [X, Xs, Error], work, Span),
            ],
            [new Invariant("Item.invariant1", "stock >= 0", Span)],
            "An item.",
            Span);
        var script = new Operator(
            Program.ScriptName, -1, -1, [], null, [Method("main", MethodKind.Script, [], Unit)], [], null, SourceSpan.None);
        var ingress = new DataflowVertex("ingress", DataflowVertexKind.Ingress);
        var vertex = new DataflowVertex("Item", DataflowVertexKind.Operator);
        return new Program(
            [
                new RecordDefinition("Point", [], [new FieldDefinition("x", DataType.Int), new FieldDefinition("y", DataType.Float)]),
                new UnionDefinition("Shape", ["a"], [
                    new UnionCase("Shape", "Empty", 0, []),
                    new UnionCase("Shape", "Square", 1, [new FieldDefinition(null, new TypeParameter("a"))]),
                ]),
            ],
            [item],
            script,
            [Method("square", MethodKind.Function, [X], Int(1)), Method("limit", MethodKind.Constant, [], Int(7))],
            [new Constant("limit", DataType.Int, "limit")],
            new DataflowGraph([ingress, vertex], [new DataflowEdge(ingress, vertex, ["Item.Work"])]),
            new CallGraph(["Item.Work", "square"], [new CallEdge("Item.Work", "square", false)]),
            [Source]);
    }

    /// <summary>A program that waits in every way there is.</summary>
    public static Program Waiting()
    {
        var reference = new ReferenceExpression("Item", Text("pear"), new EntityType("Item"), Span);
        var handle = new LiteralExpression(Literal.Unit, new CallType(DataType.Int), Span);
        var invoke = new InvokeCall(reference, "Item", "Item.Work", [Int(1)], DataType.Int, Span);
        var exists = new ExistsCall("Item", Text("pear"), DataType.Bool, Span);
        return With(
            [
                Block(0, BlockKind.Code, new GotoTerminator(1, Span), new AssignStatement(X, Int(2), Span), new EvaluateStatement(Unit, Span)),
                Block(1, BlockKind.Branch, new BranchTerminator(new LiteralExpression(new BoolLiteral(false), DataType.Bool, Span), 2, 3, Span)),
                Block(2, BlockKind.RemoteCall, new CallTerminator(invoke, X, 3, [Xs], Span)) with { Handler = new Handler(7, Error), LiveIn = [X, Xs] },
                Block(3, BlockKind.InPlaceCall, new CallTerminator(new InPlaceCall("Item.Work", [Int(3)], DataType.Int, Span), null, 4, [X], Span)),
                Block(4, BlockKind.Wait, new CallTerminator(new WaitCall(handle, DataType.Int, Span), X, 5, [], Span)),
                Block(5, BlockKind.Fork, new ForkTerminator([new ForkBranch(invoke, X), new ForkBranch(exists, null)], 6, [Error], Span)),
                Block(6, BlockKind.RemoteCall, new CallTerminator(new CreateCall("Item", [Text("fig")], new EntityType("Item"), Span), null, 8, [], Span)),
                Block(7, BlockKind.Fail, new RethrowTerminator(Local(Error), Span)),
                Block(8, BlockKind.Fail, new FailTerminator(Text("no"), Span)),
            ],
            canWait: true);
    }

    private static Method Method(string name, MethodKind kind, Sequence<Variable> parameters, Expression result) => new(
        name, kind, false, false, false, parameters, result.Type, parameters,
        [Block(0, BlockKind.Return, new ReturnTerminator(result, Span))], Span);

    private static Block Block(int id, BlockKind kind, Terminator terminator, params Statement[] statements) =>
        new(id, kind, statements.ToSequence(), terminator, null, [], Span);
}
