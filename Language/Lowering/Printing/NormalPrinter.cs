using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;

namespace StateFlow.Language.Lowering.Printing;

/// <summary>Shows a program in normal form.</summary>
internal static class NormalPrinter
{
    public static string Print(NormalProgram program)
    {
        var writer = new IndentedWriter();
        foreach (var op in program.Operators.Append(program.Script))
        {
            writer.Line($"operator {op.Name}");
            writer.Indented(() =>
            {
                foreach (var field in op.Fields) writer.Line($"{(field.IsMutable ? "mutable " : "")}{field.Name} : {field.Type}");
                foreach (var method in op.Methods) Print(method, writer);
            });
        }

        foreach (var method in program.Functions) Print(method, writer);
        return writer.ToString();
    }

    private static void Print(NormalMethod method, IndentedWriter writer)
    {
        writer.Line(SignatureNotation.Write(method.Signature));
        writer.Indented(() => Print(method.Code, writer));
    }

    private static void Print(NormalCode code, IndentedWriter writer)
    {
        foreach (var statement in code.Statements) Print(statement, writer);
    }

    private static void Print(NormalStatement statement, IndentedWriter writer)
    {
        switch (statement)
        {
            case NormalIf node:
                writer.Line($"if {ExpressionNotation.Write(node.Condition)} then");
                writer.Indented(() => Print(node.Then, writer));
                if (node.Else.Statements.IsEmpty) break;
                writer.Line("else");
                writer.Indented(() => Print(node.Else, writer));
                break;
            case NormalLoop node:
                if (!node.Setup.Statements.IsEmpty)
                {
                    writer.Line("before each test");
                    writer.Indented(() => Print(node.Setup, writer));
                }

                writer.Line($"while {ExpressionNotation.Write(node.Condition)} do");
                writer.Indented(() => Print(node.Body, writer));
                break;
            case NormalTry node:
                writer.Line("try");
                writer.Indented(() => Print(node.Body, writer));
                writer.Line($"with {node.Failure.Name} ->");
                writer.Indented(() => Print(node.Handler, writer));
                break;
            default:
                writer.Line(Write(statement));
                break;
        }
    }

    /// <summary>A statement without nested statements.</summary>
    public static string Write(NormalStatement statement) => statement switch
    {
        NormalAssign node => $"{node.Variable.Name} <- {ExpressionNotation.Write(node.Value)}",
        NormalEvaluate node => ExpressionNotation.Write(node.Expression),
        NormalCall { Answer: { } answer } node => $"{answer.Name} <- {(node.Call.IsRemote ? "remote " : "call ")}{ExpressionNotation.Write(node.Call)}",
        NormalCall node => $"{(node.Call.IsRemote ? "remote " : "call ")}{ExpressionNotation.Write(node.Call)}",
        NormalFork node => $"fork {BlockPrinter.Branches(node.Branches)}",
        NormalReturn node => $"return {ExpressionNotation.Write(node.Value)}",
        NormalFail node => $"fail {ExpressionNotation.Write(node.Message)}",
        NormalRethrow node => $"rethrow {ExpressionNotation.Write(node.Failure)}",
        _ => throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType().Name, null),
    };
}
