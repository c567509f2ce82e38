using System.Globalization;
using System.Text;
using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>Writes a generated program as source.</summary>
internal sealed class SourceWriter
{
    /// <summary>What stands at the top of every program: a record, and functions that keep numbers and lists small.</summary>
    public const string Prelude =
        """
        type Stats = { total: int; valid: bool }

        let wrap (n: int) : int = n % 1000
        let clip (xs: int list) : int list = List.map wrap (if List.length xs > 3 then List.take 3 xs else xs)


        """;

    private readonly StringBuilder _text = new();
    private int _indentation;

    public static string Write(GeneratedProgram program)
    {
        var writer = new SourceWriter();
        writer._text.Append(Prelude);
        foreach (var entity in program.Entities) writer.Write(entity);
        foreach (var statement in program.Script) writer.Statement(statement);
        return writer._text.ToString();
    }

    private void Write(Entity entity)
    {
        Line($"entity {entity.Name}({Entity.Key}: string, {Entity.FirstNumber}: int) =");
        Indented(() =>
        {
            Line($"key {Entity.Key}");
            foreach (var field in entity.Fields) Line($"let mutable {field.Name}: {field.Type.Notation} = {InlineWriter.Write(field.Initial)}");
            foreach (var member in entity.Members) Write(member, entity.Bodies[member]);
        });
        Line("");
    }

    private void Write(Member member, Node body)
    {
        if (member.IsTransactional) Line("[<Transactional>]");
        var parameters = member.IsProperty ? "" : $"({string.Join(", ", member.Parameters.Select(Typed))})";
        Line($"member this.{member.Name}{parameters} : {member.Result.Notation} =");
        Nested(body);
    }

    private void Statement(Node node)
    {
        switch (node)
        {
            case Block block:
                foreach (var statement in block.Statements) Statement(statement);
                break;
            case Let { Value: Block block } let:
                Line($"let {(let.IsMutable ? "mutable " : "")}{let.Name} =");
                Nested(block);
                break;
            case Let let:
                Line($"let {(let.IsMutable ? "mutable " : "")}{let.Name} = {InlineWriter.Write(let.Value)}");
                break;
            case LocalFunction function:
                Line($"let {function.Name} {string.Join(' ', function.Parameters.Select(parameter => $"({Typed(parameter)})"))} : {function.Result.Notation} =");
                Nested(function.Body);
                break;
            case If choice:
                Line($"if {InlineWriter.Write(choice.Condition)} then");
                Nested(choice.Then);
                if (choice.Else is null) break;
                Line("else");
                Nested(choice.Else);
                break;
            case Match match:
                Line($"match {InlineWriter.Write(match.Value)} with");
                foreach (var arm in match.Arms)
                {
                    Line($"| {InlineWriter.WriteHead(arm)} ->");
                    Nested(arm.Body);
                }

                break;
            case TryWith attempt:
                Line("try");
                Nested(attempt.Body);
                Line($"with Failure {attempt.Failure} ->");
                Nested(attempt.Handler);
                break;
            case ForEach loop:
                Line($"for {loop.Name} in {InlineWriter.Write(loop.List)} do");
                Nested(loop.Body);
                break;
            case ForRange loop:
                Line($"for {loop.Name} in {InlineWriter.Write(loop.From)} .. {InlineWriter.Write(loop.To)} do");
                Nested(loop.Body);
                break;
            case While loop:
                Line($"while {InlineWriter.Write(loop.Condition)} do");
                Nested(loop.Body);
                break;
            default:
                Line(InlineWriter.WriteOutermost(node));
                break;
        }
    }

    private static string Typed(Parameter parameter) => $"{parameter.Name}: {parameter.Type.Notation}";

    private void Nested(Node body) => Indented(() => Statement(body));

    private void Indented(Action write)
    {
        _indentation += 4;
        write();
        _indentation -= 4;
    }

    private void Line(string line) => _text.Append(CultureInfo.InvariantCulture, $"{new string(' ', line == "" ? 0 : _indentation)}{line}\n");
}
