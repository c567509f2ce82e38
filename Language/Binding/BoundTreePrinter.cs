using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.Binding;

/// <summary>Writes a bound program as text: the source as the binder understood it, with every type found.</summary>
internal static class BoundTreePrinter
{
    public static string Print(BoundProgram program)
    {
        var parts = program.Types.Select(Print)
            .Concat(program.Entities.Select(Print))
            .Concat(program.Statements.Select(Print));
        return string.Join("\n", parts) + "\n";
    }

    public static string Print(BoundExpression expression) => expression switch
    {
        BoundError => "<error>",
        BoundLiteral e => ExpressionNotation.Write(e.Value),
        BoundValue e => e.Symbol.Name,
        BoundThis => "this",
        BoundBlock e => $"({Indented(e.Statements.Select(Print))})",
        BoundAssignment e => $"{e.Target.Name} <- {Print(e.Value)}",
        BoundIf e => $"if {Print(e.Condition)} then {Print(e.Then)} else {Print(e.Else)}",
        BoundMatch e => $"match {Print(e.Scrutinee)} with{Indented(e.Arms.Select(Print))}",
        BoundTry e => $"try {Print(e.Body)} with{Indented(e.Handlers.Select(Print))}",
        BoundWhile e => $"while {Print(e.Condition)} do {Print(e.Body)}",
        BoundFor e => $"for {Print(e.Pattern)} in {Print(e.List)} do {Print(e.Body)}",
        BoundForRange e => $"for {Declare(e.Variable)} in {Print(e.From)} .. {(e.Step is null ? "" : $"{Print(e.Step)} .. ")}{Print(e.To)} do {Print(e.Body)}",
        BoundLambda e => $"(fun {Parameters(e.Parameters)} -> {Print(e.Body)})",
        BoundFunctionValue e => e.Function.Name,
        BoundLibraryValue e => e.Function.Name,
        BoundCall e => Call(e.Function.Name, e.Arguments),
        BoundLibraryCall e => Call(e.Function.Name, e.Arguments),
        BoundApply e => $"apply {Call(Print(e.Function), e.Arguments)}",
        BoundCompose e => $"({Print(e.First)} >> {Print(e.Second)})",
        BoundMemberCall e => $"{(e.Target is BoundThis ? "" : "remote ")}{Print(e.Target)}.{e.Member.Name}{(e.Member.IsProperty ? "" : List(e.Arguments))}",
        BoundCreate e => $"remote new {e.Entity.Name}{List(e.Arguments)}",
        BoundGet e => $"{e.Entity.Name}.Get({Print(e.Key)})",
        BoundExists e => $"remote {e.Entity.Name}.Exists({Print(e.Key)})",
        BoundStart e => $"start ({Print(e.Call)})",
        BoundShortCircuit e => $"({Print(e.Left)} {(e.IsOr ? "||" : "&&")} {Print(e.Right)})",
        BoundBinary e => $"({Print(e.Left)} {e.Operator.Symbol()} {Print(e.Right)})",
        BoundUnary e => e.Operator == UnaryOperator.Not ? $"not ({Print(e.Operand)})" : $"-({Print(e.Operand)})",
        BoundTuple e => List(e.Items),
        BoundList { Items.IsEmpty: true } e => $"([] : {e.Type})",
        BoundList e => $"[{string.Join("; ", e.Items.Select(Print))}]",
        BoundComprehension e => $"[{Print(e.Body)}]",
        BoundYield e => $"{(e.IsMany ? "yield!" : "yield")} {Print(e.Value)}",
        BoundRecord e => $"{{ {Fields(e.Record, e.Fields)} }}",
        BoundRecordUpdate e => $"{{ {Print(e.Source)} with {string.Join("; ", e.Fields.Select(field => $"#{field.Index} = {Print(field.Value)}"))} }}",
        BoundRecordField e => $"{Print(e.Source)}.{e.Name}",
        BoundUnionCase e => e.Fields.IsEmpty ? e.Case.Name : $"{e.Case.Name}{List(e.Fields)}",
        BoundFormat e => $"$\"{string.Concat(e.Parts.Select(Print))}\"",
        BoundPrint e => $"{(e.NewLine ? "printfn" : "printf")} {Print(e.Text)}",
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static string Print(TypeDefinition type)
    {
        var name = type.TypeParameters.Count == 0 ? type.Name : $"{type.Name}<{string.Join(", ", type.TypeParameters.Select(parameter => $"'{parameter}"))}>";
        return type switch
        {
            RecordDefinition record => $"type {name} = {{ {string.Join("; ", record.Fields.Select(field => $"{field.Name}: {field.Type}"))} }}",
            UnionDefinition union => $"type {name} ={string.Concat(union.Cases.Select(Print))}",
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    private static string Print(UnionCase unionCase)
    {
        var fields = unionCase.Fields.Select(field => field.Name is null ? $"{field.Type}" : $"{field.Name}: {field.Type}");
        return unionCase.Fields.Count == 0 ? $" | {unionCase.Name}" : $" | {unionCase.Name} of {string.Join(" * ", fields)}";
    }

    private static string Print(EntitySymbol entity)
    {
        var fields = entity.Fields.Select(field => $"let {(field.Field.IsMutable ? "mutable " : "")}{Declare(field.Field)} = {Print(field.Initializer)}");
        var invariants = entity.Invariants.Select(invariant => $"invariant {Print(invariant.Condition)}");
        var lines = fields.Concat(invariants).Concat(entity.Members.Select(Print)).Prepend($"key {entity.Key.Name}");
        return $"entity {entity.Name}({string.Join(", ", entity.Parameters.Select(Declare))}) ={Indented(lines)}";
    }

    private static string Print(MemberSymbol member)
    {
        var attribute = member.IsTransactional ? "[<Transactional>] " : "";
        var parameters = member.IsProperty ? "" : $"({string.Join(", ", member.Parameters.Select(Declare))})";
        return $"{attribute}member {(member.IsPrivate ? "private " : "")}this.{member.Name}{parameters} : {member.Result} ={Indented([Print(member.Body)])}";
    }

    private static string Print(BoundStatement statement) => statement switch
    {
        BoundExpressionStatement s => Print(s.Expression),
        BoundLet s => $"let {Print(s.Pattern)} = {Print(s.Value)}",
        BoundLetFunctions s => string.Join("\n", s.Functions.Select(Print)),
        BoundParallelLet s => string.Join("\n", s.Bindings.Select((binding, i) => $"{(i == 0 ? "let!" : "and!")} {Print(binding.Pattern)} = {Print(binding.Value)}")),
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    private static string Print(FunctionSymbol function)
    {
        var typeParameters = function.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", function.TypeParameters.Select(name => $"'{name}"))}>";
        return $"let {function.Name}{typeParameters} {Parameters(function.Parameters)} : {function.Result} ={Indented([Print(function.Body)])}";
    }

    private static string Print(BoundArm arm) =>
        $"| {Print(arm.Pattern)}{(arm.Guard is null ? "" : $" when {Print(arm.Guard)}")} -> {Print(arm.Body)}";

    private static string Print(BoundPattern pattern) => pattern switch
    {
        BoundWildcardPattern => "_",
        BoundVariablePattern p => $"({(IsMutable(p.Variable) ? "mutable " : "")}{Declare(p.Variable)})",
        BoundLiteralPattern p => ExpressionNotation.Write(p.Value),
        BoundTuplePattern p => $"({string.Join(", ", p.Items.Select(Print))})",
        BoundEmptyListPattern => "[]",
        BoundConsPattern p => $"({Print(p.Head)} :: {Print(p.Tail)})",
        BoundNonePattern => "None",
        BoundSomePattern p => $"Some {Print(p.Item)}",
        BoundCasePattern p => p.Fields.IsEmpty ? p.Case.Name : $"{p.Case.Name}({string.Join(", ", p.Fields.Select(Print))})",
        BoundRecordPattern p => $"{{ {string.Join("; ", p.Fields.Select(field => $"#{field.Index} = {Print(field.Pattern)}"))} }}",
        BoundAsPattern p => $"({Print(p.Pattern)} as {Declare(p.Variable)})",
        BoundOrPattern p => $"({Print(p.Left)} | {Print(p.Right)})",
        BoundFailurePattern p => $"Failure {Print(p.Message)}",
        _ => throw new ArgumentOutOfRangeException(nameof(pattern)),
    };

    private static string Print(BoundFormatPart part) => part switch
    {
        BoundFormatText text => text.Text,
        BoundFormatHole hole => $"{{{Print(hole.Value)}:{hole.Format.Style}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static bool IsMutable(ValueSymbol symbol) => symbol is LocalSymbol { IsMutable: true } or ScriptValueSymbol { IsMutable: true };

    private static string Declare(ValueSymbol symbol) => $"{symbol.Name}: {symbol.Type}";

    private static string Parameters(ImmutableArray<LocalSymbol> parameters) => string.Join(" ", parameters.Select(parameter => $"({Declare(parameter)})"));

    private static string Call(string function, ImmutableArray<BoundExpression> arguments) =>
        arguments.IsEmpty ? function : $"{function} {string.Join(" ", arguments.Select(argument => $"({Print(argument)})"))}";

    private static string List(ImmutableArray<BoundExpression> arguments) => $"({string.Join(", ", arguments.Select(Print))})";

    private static string Fields(RecordDefinition record, ImmutableArray<(int Index, BoundExpression Value)> fields) =>
        string.Join("; ", fields.Select(field => $"{record.Fields[field.Index].Name} = {Print(field.Value)}"));

    private static string Indented(IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => "\n    " + line.Replace("\n", "\n    ")));
}
