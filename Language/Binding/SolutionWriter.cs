using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Expressions;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;

namespace StateFlow.Language.Binding;

/// <summary>Puts the types that inference has found into the tree and its symbols.</summary>
internal sealed class SolutionWriter(TypeInference inference)
{
    public void Write(IEnumerable<ValueSymbol> values, IEnumerable<FunctionSymbol> functions, IEnumerable<EntitySymbol> entities)
    {
        foreach (var value in values)
        {
            value.Type = Write(value.Type);
            if (value is ScriptValueSymbol { Initializer: { } initializer } script) script.Initializer = Write(initializer);
        }

        foreach (var function in functions)
        {
            function.Result = Write(function.Result);
            function.Body = Write(function.Body);
        }

        foreach (var entity in entities)
        {
            entity.Fields = [.. entity.Fields.Select(field => field with { Initializer = Write(field.Initializer) })];
            entity.Invariants = [.. entity.Invariants.Select(invariant => invariant with { Condition = Write(invariant.Condition) })];
            foreach (var member in entity.Members) member.Body = Write(member.Body);
        }
    }

    public BoundStatement Write(BoundStatement statement) => statement switch
    {
        BoundExpressionStatement s => s with { Expression = Write(s.Expression) },
        BoundLet s => s with { Pattern = Write(s.Pattern), Value = Write(s.Value) },
        BoundParallelLet s => s with { Bindings = [.. s.Bindings.Select(binding => binding with { Pattern = Write(binding.Pattern), Value = Write(binding.Value) })] },
        BoundLetFunctions => statement,
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    private DataType Write(DataType type) => inference.Zonk(type);

    private BoundExpression Write(BoundExpression expression) => expression switch
    {
        BoundDeferred e => e.Resolution is { } resolution ? Write(resolution) : new BoundError(Write(e.Type), e.Span),
        BoundError e => e with { Type = Write(e.Type) },
        BoundLiteral or BoundThis => expression,
        BoundValue e => e with { Type = Write(e.Type) },
        BoundBlock e => e with { Statements = [.. e.Statements.Select(Write)], Type = Write(e.Type) },
        BoundAssignment e => e with { Value = Write(e.Value) },
        BoundIf e => e with { Condition = Write(e.Condition), Then = Write(e.Then), Else = Write(e.Else), Type = Write(e.Type) },
        BoundMatch e => e with { Scrutinee = Write(e.Scrutinee), Arms = Write(e.Arms), Type = Write(e.Type) },
        BoundTry e => e with { Body = Write(e.Body), Handlers = Write(e.Handlers), Type = Write(e.Type) },
        BoundWhile e => e with { Condition = Write(e.Condition), Body = Write(e.Body) },
        BoundFor e => e with { Pattern = Write(e.Pattern), List = Write(e.List), Body = Write(e.Body) },
        BoundForRange e => e with { From = Write(e.From), Step = e.Step is null ? null : Write(e.Step), To = Write(e.To), Body = Write(e.Body) },
        BoundLambda e => e with { Body = Write(e.Body), Type = Write(e.Type) },
        BoundFunctionValue e => e with { Type = Write(e.Type) },
        BoundLibraryValue e => e with { Type = Write(e.Type) },
        BoundCall e => e with { Arguments = Write(e.Arguments), Type = Write(e.Type) },
        BoundLibraryCall e => e with { Arguments = Write(e.Arguments), Type = Write(e.Type) },
        BoundApply e => e with { Function = Write(e.Function), Arguments = Write(e.Arguments), Type = Write(e.Type) },
        BoundCompose e => e with { First = Write(e.First), Second = Write(e.Second), Type = Write(e.Type) },
        BoundMemberCall e => e with { Target = Write(e.Target), Arguments = Write(e.Arguments), Type = Write(e.Type) },
        BoundCreate e => e with { Arguments = Write(e.Arguments) },
        BoundGet e => e with { Key = Write(e.Key) },
        BoundExists e => e with { Key = Write(e.Key) },
        BoundStart e => e with { Call = Write(e.Call), Type = Write(e.Type) },
        BoundShortCircuit e => e with { Left = Write(e.Left), Right = Write(e.Right) },
        BoundBinary e => e with { Left = Write(e.Left), Right = Write(e.Right), Type = Write(e.Type) },
        BoundUnary e => e with { Operand = Write(e.Operand), Type = Write(e.Type) },
        BoundTuple e => e with { Items = Write(e.Items), Type = Write(e.Type) },
        BoundList e => e with { Items = Write(e.Items), Type = Write(e.Type) },
        BoundComprehension e => e with { Body = Write(e.Body), Type = Write(e.Type) },
        BoundYield e => e with { Value = Write(e.Value) },
        BoundRecord e => e with { Fields = Write(e.Fields), Type = Write(e.Type) },
        BoundRecordUpdate e => e with { Source = Write(e.Source), Fields = Write(e.Fields), Type = Write(e.Type) },
        BoundRecordField e => e with { Source = Write(e.Source), Type = Write(e.Type) },
        BoundUnionCase e => e with { Fields = Write(e.Fields), Type = Write(e.Type) },
        BoundFormat e => e with { Parts = [.. e.Parts.Select(part => part is BoundFormatHole hole ? hole with { Value = Write(hole.Value) } : part)] },
        BoundPrint e => e with { Text = Write(e.Text) },
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private ImmutableArray<BoundExpression> Write(ImmutableArray<BoundExpression> expressions) => [.. expressions.Select(Write)];

    private ImmutableArray<(int Index, BoundExpression Value)> Write(ImmutableArray<(int Index, BoundExpression Value)> fields) =>
        [.. fields.Select(field => (field.Index, Write(field.Value)))];

    private ImmutableArray<BoundArm> Write(ImmutableArray<BoundArm> arms) =>
        [.. arms.Select(arm => arm with { Pattern = Write(arm.Pattern), Guard = arm.Guard is null ? null : Write(arm.Guard), Body = Write(arm.Body) })];

    private BoundPattern Write(BoundPattern pattern) => pattern switch
    {
        BoundTuplePattern p => p with { Items = [.. p.Items.Select(Write)], Type = Write(p.Type) },
        BoundConsPattern p => p with { Head = Write(p.Head), Tail = Write(p.Tail), Type = Write(p.Type) },
        BoundSomePattern p => p with { Item = Write(p.Item), Type = Write(p.Type) },
        BoundCasePattern p => p with { Fields = [.. p.Fields.Select(Write)], Type = Write(p.Type) },
        BoundRecordPattern p => p with { Fields = [.. p.Fields.Select(field => (field.Index, Write(field.Pattern)))], Type = Write(p.Type) },
        BoundAsPattern p => p with { Pattern = Write(p.Pattern), Type = Write(p.Type) },
        BoundOrPattern p => p with { Left = Write(p.Left), Right = Write(p.Right), Type = Write(p.Type) },
        BoundFailurePattern p => p with { Message = Write(p.Message), Type = Write(p.Type) },
        _ => pattern with { Type = Write(pattern.Type) },
    };
}
