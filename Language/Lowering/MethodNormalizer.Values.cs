using System.Runtime.InteropServices;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <content>Values: what may wait is emitted before, the rest becomes one expression.</content>
internal sealed partial class MethodNormalizer
{
    private readonly Dictionary<BoundExpression, bool> _simple = new(ReferenceEqualityComparer.Instance);

    /// <summary>The value of <paramref name="expression"/> as an expression that never waits, after the code it needs has been emitted.</summary>
    private Expression Value(BoundExpression expression)
    {
        if (!Calls.CanWait(expression)) return Pure(expression);
        if (expression.Type is FunctionType && !Calls.ApplicationCanWait(expression) && expression is BoundLambda) return Pure(expression);
        if (IsStrict(expression)) return Build(expression, Values([.. Operands(expression)]));
        if (expression is BoundShortCircuit shortCircuit && !Calls.CanWait(shortCircuit.Right))
        {
            var left = Value(shortCircuit.Left);
            return ShortCircuit(shortCircuit, left, Pure(shortCircuit.Right));
        }

        var result = _builder.Declare(TemporaryName(expression), expression.Type);
        Lower(expression, Destination.Into(result));
        return Read(result, expression.Span);
    }

    /// <summary>Values of operands that are evaluated in this order and used after all of them.</summary>
    private ImmutableArray<Expression> Values(ImmutableArray<BoundExpression> operands)
    {
        var lastWaiting = operands.Length - 1;
        while (lastWaiting >= 0 && !Calls.CanWait(operands[lastWaiting])) lastWaiting--;

        var values = new Expression[operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            var value = Value(operands[i]);
            values[i] = i < lastWaiting ? Stable(value, TemporaryName(operands[i]), operands[i].Span) : value;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>An expression for the value that <paramref name="value"/> has now, whatever runs before it is evaluated.</summary>
    private Expression Stable(Expression value, string name, SourceSpan span) =>
        IsStable(value) ? value : Read(Temporary(name, value, span), span);

    private bool IsStable(Expression value) => value switch
    {
        LiteralExpression or ThisExpression => true,
        LocalExpression local => !_builder.IsMutable(local.Variable),
        _ => false,
    };

    /// <summary>A variable that holds the value; the one it is read from if that never changes.</summary>
    private Variable Temporary(string name, Expression value, SourceSpan span)
    {
        if (value is LocalExpression { Variable: var known } && !_builder.IsMutable(known)) return known;
        var variable = _builder.Declare(name, value.Type);
        _builder.Emit(new NormalAssign(variable, value, span));
        return variable;
    }

    /// <summary>Whether <paramref name="expression"/> reads as one expression: it never waits and holds no statements worth a step of their own.</summary>
    private bool IsSimple(BoundExpression expression)
    {
        if (_simple.TryGetValue(expression, out var known)) return known;
        var simple = expression is not (BoundBlock or BoundMatch or BoundTry or BoundWhile or BoundFor or BoundForRange or BoundYield)
            && !Calls.CanWait(expression)
            && (expression is BoundLambda or BoundComprehension || BoundTreeChildren.Of(expression).All(IsSimple));
        _simple.Add(expression, simple);
        return simple;
    }

    /// <summary>Whether all operands are always evaluated, and then one operation.</summary>
    private bool IsStrict(BoundExpression expression) => expression switch
    {
        BoundCall call => !Calls.CanWait(call.Function),
        BoundMemberCall { Target: BoundThis, Member: var member } => !Calls.CanWait(member),
        BoundLibraryCall call => call.Function.Name != "wait" && !HasWaitingFunction(call.Arguments),
        BoundApply apply => !Calls.ApplicationCanWait(apply.Function) && !HasWaitingFunction(apply.Arguments),
        BoundStart start => true,
        BoundBinary or BoundUnary or BoundTuple or BoundList or BoundRecord or BoundRecordUpdate or BoundRecordField or BoundUnionCase
            or BoundFormat or BoundPrint or BoundGet or BoundAssignment => true,
        _ => false,
    };

    private bool HasWaitingFunction(ImmutableArray<BoundExpression> arguments) =>
        arguments.Any(argument => argument.Type is FunctionType && Calls.ApplicationCanWait(argument));

    /// <summary>What is evaluated before the operation of a strict expression or a call.</summary>
    private static IEnumerable<BoundExpression> Operands(BoundExpression expression) =>
        BoundTreeChildren.Of(expression is BoundStart start ? start.Call : expression);

    private Expression Build(BoundExpression expression, ImmutableArray<Expression> operands)
    {
        var (type, span) = (expression.Type, expression.Span);
        return expression switch
        {
            BoundCall call => new CallExpression(context.MethodName(call.Function), [.. CapturedValues(call.Function, span), .. operands], type, span),
            BoundMemberCall call => new CallExpression(MethodName(call.Member), [.. operands[1..]], type, span),
            BoundLibraryCall call => new LibraryCallExpression(call.Function.Name, [.. operands], type, span),
            BoundApply => new ApplyExpression(operands[0], [.. operands[1..]], type, span),
            BoundStart start => new StartExpression(RemoteCall(start.Call, operands.AsSpan()), type, span),
            BoundBinary node => new BinaryExpression(node.Operator, operands[0], operands[1], type, span),
            BoundUnary node => new UnaryExpression(node.Operator, operands[0], type, span),
            BoundTuple => new TupleExpression([.. operands], type, span),
            BoundList => new ListExpression([.. operands], type, span),
            BoundRecord node => new RecordExpression(node.Record.Name, [.. node.Fields.Select(field => field.Index)], [.. operands], type, span),
            BoundRecordUpdate node => new RecordUpdateExpression(
                operands[0], [.. node.Fields.Select(field => field.Index)], [.. operands[1..]], type, span),
            BoundRecordField node => new RecordFieldExpression(operands[0], node.Index, node.Name, type, span),
            BoundUnionCase node => new UnionExpression(node.Case.Union, node.Case.Name, node.Case.Tag, [.. operands], type, span),
            BoundFormat node => Format(node, operands),
            BoundPrint node => new PrintExpression(operands[0], node.NewLine, type, span),
            BoundGet node => new ReferenceExpression(node.Entity.Name, operands[0], type, span),
            BoundAssignment node => Assign(node.Target, operands[0], span),
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null),
        };
    }

    private static FormatExpression Format(BoundFormat node, ImmutableArray<Expression> operands)
    {
        var next = 0;
        var parts = node.Parts.Select(part => part switch
        {
            BoundFormatText text => new FormatPart(text.Text, null, null),
            BoundFormatHole hole => new FormatPart(null, operands[next++], hole.Format),
            _ => throw new ArgumentOutOfRangeException(nameof(node), part.GetType().Name, null),
        });
        return new FormatExpression([.. parts.ToArray()], DataType.String, node.Span);
    }

    private Expression Assign(ValueSymbol target, Expression value, SourceSpan span) => target switch
    {
        LocalSymbol local => new AssignLocalExpression(_variables[local], value, DataType.Unit, span),
        FieldSymbol field => new AssignFieldExpression(context.FieldIndex(field), field.Name, value, DataType.Unit, span),
        ScriptValueSymbol script => new AssignFieldExpression(context.FieldIndex(script), script.Name, value, DataType.Unit, span),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target.GetType().Name, null),
    };

    private Expression Read(ValueSymbol symbol, DataType type, SourceSpan span) => symbol switch
    {
        LocalSymbol local => new LocalExpression(_variables[local], type, span),
        FieldSymbol field when constructorParameters is not null && constructorParameters.TryGetValue(field, out var parameter) =>
            new LocalExpression(parameter, type, span),
        FieldSymbol field => new FieldExpression(context.FieldIndex(field), field.Name, type, span),
        ScriptValueSymbol script when context.IsConstant(script) => new ConstantExpression(context.ConstantName(script), type, span),
        ScriptValueSymbol script => new FieldExpression(context.FieldIndex(script), script.Name, type, span),
        _ => throw new ArgumentOutOfRangeException(nameof(symbol), symbol.GetType().Name, null),
    };

    private LocalExpression Read(Variable variable, SourceSpan span) => new(variable, variable.Type, span);

    private static Expression ShortCircuit(BoundShortCircuit node, Expression left, Expression right) => node.IsOr
        ? new OrExpression(left, right, DataType.Bool, node.Span)
        : new AndExpression(left, right, DataType.Bool, node.Span);

    private static string MethodName(MemberSymbol member) => $"{member.Entity.Name}.{member.Name}";

    /// <summary>A variable name that tells a reader where the value comes from.</summary>
    private static string TemporaryName(BoundExpression expression) => expression switch
    {
        BoundMemberCall call => Uncapitalized(call.Member.Name),
        BoundCreate create => Uncapitalized(create.Entity.Name),
        BoundExists => "exists",
        BoundCall call => call.Function.Name,
        BoundLibraryCall { Function.Name: "wait" } => "answer",
        BoundValue { Symbol.Name: var name } => name,
        BoundShortCircuit { IsOr: var isOr } => isOr ? "or" : "and",
        BoundComprehension => "list",
        _ => "value",
    };

    private static string Uncapitalized(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static Expression Unit(SourceSpan span) => new LiteralExpression(Literal.Unit, DataType.Unit, span);

    private static Expression Int(long value, SourceSpan span) => new LiteralExpression(new IntLiteral(value), DataType.Int, span);

    private static Expression Bool(bool value, SourceSpan span) => new LiteralExpression(new BoolLiteral(value), DataType.Bool, span);

    private static Expression Not(Expression value) => new UnaryExpression(UnaryOperator.Not, value, DataType.Bool, value.Span);
}
