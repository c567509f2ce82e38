using System.Globalization;
using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>Writes expressions within a line; all that consist of several words in parentheses.</summary>
internal static class InlineWriter
{
    public static string Write(Node node)
    {
        var text = WriteOutermost(node);
        return node is Local or FieldRead or This or ListOf or RangeList or Comprehension or StatsOf or StatsWithTotal or Interpolated
            || node is Constant { Value: not long and not NoValue } or Constant { Value: >= 0L or NoValue }
            ? text
            : $"({text})";
    }

    public static string WriteOutermost(Node node) => node switch
    {
        Constant constant => WriteConstant(constant.Value),
        Local local => local.Name,
        FieldRead field => field.Name,
        This => "this",
        Unary unary => $"{unary.Operator}{Write(unary.Operand)}",
        Binary binary => $"{Write(binary.Left)} {binary.Operator} {Write(binary.Right)}",
        ShortCircuit binary => $"{Write(binary.Left)} {binary.Operator} {Write(binary.Right)}",
        SomeOf some => $"Some {Write(some.Item)}",
        PairOf pair => $"{Write(pair.First)}, {Write(pair.Second)}",
        StatsOf stats => $"{{ total = {Write(stats.Total)}; valid = {Write(stats.Valid)} }}",
        StatsWithTotal stats => $"{{ {Write(stats.Record)} with total = {Write(stats.Total)} }}",
        StatsField field => $"{Write(field.Record)}.{field.Name}",
        ListOf list => $"[{string.Join("; ", list.Items.Select(Write))}]",
        RangeList range => $"[{Write(range.From)} .. {Write(range.To)}]",
        Comprehension { Condition: null } list => $"[for {list.Name} in {Write(list.List)} -> {Write(list.Item)}]",
        Comprehension list => $"[for {list.Name} in {Write(list.List)} do if {Write(list.Condition)} then yield {Write(list.Item)}]",
        Interpolated text => WriteInterpolated(text),
        MemberCall { Member.IsProperty: true } call => $"{Write(call.Target)}.{call.Member.Name}",
        MemberCall call => $"{Write(call.Target)}.{call.Member.Name}({string.Join(", ", call.Arguments.Select(Write))})",
        Create create => $"{create.Entity}({Write(create.Key)}, {Write(create.First)})",
        Exists exists => $"{exists.Entity}.Exists({Write(exists.Key)})",
        Get get => $"{get.Entity}.Get({Write(get.Key)})",
        FunctionCall call => $"{call.Name} {string.Join(' ', call.Arguments.Select(Write))}",
        LibraryCall { IsPiped: true } call => $"{Write(call.Arguments[^1])} |> {string.Join(' ', call.Arguments[..^1].Select(Write).Prepend(call.Name))}",
        LibraryCall call => $"{call.Name} {string.Join(' ', call.Arguments.Select(Write))}",
        Lambda lambda => $"fun {string.Join(' ', lambda.Parameters)} -> {Write(lambda.Body)}",
        If { Else: null } choice => $"if {Write(choice.Condition)} then {Write(choice.Then)}",
        If choice => $"if {Write(choice.Condition)} then {Write(choice.Then)} else {Write(choice.Else)}",
        Match match => $"match {Write(match.Value)} with {string.Join(' ', match.Arms.Select(arm => $"| {WriteHead(arm)} -> {Write(arm.Body)}"))}",
        TryWith attempt => $"try {Write(attempt.Body)} with Failure {attempt.Failure} -> {Write(attempt.Handler)}",
        Fail fail => $"failwith {Write(fail.Message)}",
        Assign assign => $"{assign.Name} <- {Write(assign.Value)}",
        Ignore ignore => $"{Write(ignore.Value)} |> ignore",
        PrintLine print => $"printfn {Write(print.Text)}",
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name, null),
    };

    /// <summary>The pattern and the guard of an arm.</summary>
    public static string WriteHead(Arm arm) => $"{Write(arm.Pattern)}{(arm.Guard is null ? "" : $" when {Write(arm.Guard)}")}";

    private static string WriteInterpolated(Interpolated text)
    {
        var content = string.Concat(text.Items.Select(item => item.Hole is null ? item.Text : $"{{{WriteHole(item.Hole)}}}"));
        return content.Contains('"') ? $"$\"\"\"{content}\"\"\"" : $"$\"{content}\"";
    }

    /// <summary>Two braces in a row would stand for one.</summary>
    private static string WriteHole(Node hole) => hole is StatsOf or StatsWithTotal ? $"({Write(hole)})" : Write(hole);

    private static string Write(Pattern pattern) => pattern switch
    {
        AnyPattern => "_",
        NamePattern name => name.Name,
        ConstantPattern constants => string.Join(" | ", constants.Values.Select(WriteConstant)),
        SomePattern some => $"Some {WriteNested(some.Item)}",
        PairPattern pair => $"({WriteNested(pair.First)}, {WriteNested(pair.Second)})",
        ConsPattern cons => $"{WriteNested(cons.Head)} :: {WriteNested(cons.Tail)}",
        _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern.GetType().Name, null),
    };

    private static string WriteNested(Pattern pattern) => pattern is AnyPattern or NamePattern ? Write(pattern) : $"({Write(pattern)})";

    private static string WriteConstant(object value) => value switch
    {
        long number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        NoValue => "None",
        UnitValue => "()",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, null),
    };
}
